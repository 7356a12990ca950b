package dev.quayside.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the figures that are named, or all. */
public final class Benchmarks {

	private static final Map<String, Figure> FIGURES = new LinkedHashMap<>();

	static {
		FIGURES.put("machine", MachineFigures::machine);
		FIGURES.put("peek-impacket", PeekFigures::impacket);
		FIGURES.put("peek-socket", PeekFigures::socket);
		FIGURES.put("peek-privacy", PeekFigures::privacy);
		FIGURES.put("ciphers", PeekFigures::ciphers);
		FIGURES.put("latency", LatencyFigures::measure);
		FIGURES.put("map", MapFigures::measure);
		FIGURES.put("forces", DurabilityFigures::forces);
		FIGURES.put("appends", DurabilityFigures::appends);
		FIGURES.put("moves", DurabilityFigures::moves);
		FIGURES.put("artemis-send", ArtemisFigures::send);
		FIGURES.put("artemis-browse", ArtemisFigures::browse);
		FIGURES.put("rows", BrowseFigures::rows);
		FIGURES.put("browse", BrowseFigures::rpc);
		FIGURES.put("store-browse", BrowseFigures::store);
		FIGURES.put("body", BrowseFigures::body);
		FIGURES.put("million", LargeQueueFigures::million);
		FIGURES.put("directory-account", DirectoryFigures::account);
		FIGURES.put("directory-accounts", DirectoryFigures::accounts);
		FIGURES.put("marshalling", Marshalling::measure);
	}

	private Benchmarks() {}

	public static void main(String[] arguments) throws Exception {
		List<String> names = new ArrayList<>(List.of(arguments));
		Plan plan = names.remove("--quick") ? Plan.QUICK : names.remove("--brief") ? Plan.BRIEF : Plan.FULL;
		if (names.remove("--list")) {
			FIGURES.keySet().forEach(System.out::println);
			return;
		}
		if (!FIGURES.keySet().containsAll(names)) {
			System.err.println("There are these figures: " + String.join(" ", FIGURES.keySet()));
			System.exit(2);
		}
		boolean complete = true;
		Path parent = Path.of(System.getenv().getOrDefault("QUAYSIDE_BENCH_DIR", "/var/tmp"));
		Report report = new Report(System.out);
		report.note("figure", "minimum / median / maximum of " + Plan.ROUNDS + " rounds");
		for (Map.Entry<String, Figure> figure : FIGURES.entrySet()) {
			if (names.isEmpty() || names.contains(figure.getKey())) {
				try (Lab lab = new Lab(plan, report, parent)) {
					figure.getValue().measure(lab);
				} catch (Exception e) {
					report.note(figure.getKey(), "NOT MEASURED: " + e);
					e.printStackTrace();
					complete = false;
				}
			}
		}
		System.exit(complete ? 0 : 1);
	}
}
