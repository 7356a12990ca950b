package dev.quayside.benchmarks;

/** Something that is measured; it may report several lines. */
interface Figure {

	void measure(Lab lab) throws Exception;
}
