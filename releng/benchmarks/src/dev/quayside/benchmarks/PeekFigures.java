package dev.quayside.benchmarks;

import java.util.List;

/** One peek at a time on one connection. */
final class PeekFigures {

	private static final int WARM_UP_MILLIS = 15_000;

	private PeekFigures() {}

	/** Our client against one on impacket's NDR, which decodes the same answer of the same server. */
	static void impacket(Lab lab) throws Exception {
		Lab.Server server = lab.serve(false, "impacket");
		Messages.send(server.transferPort(), 1, Messages.BODY);
		String python = System.getenv().getOrDefault("QUAYSIDE_PYTHON", "/usr/bin/python3");
		String port = Integer.toString(server.rpcPort());
		Child ours = lab.keep(Child.worker(false, "peek", port));
		Child theirs = lab.keep(Child.start(false,
				List.of(python, System.getProperty("quayside.peers") + "/peek.py", "127.0.0.1", port, Messages.PATH)));
		Rounds rounds = rounds(lab.plan(), ours, theirs);
		lab.report().ratio("peek against impacket", "calls/s", "ours", "impacket", rounds,
				Goal.atLeast(10, ">= 10 (stretch 20)"));
	}

	/** Our client and server against two blocking threads that exchange as many bytes, all on one processor. */
	static void socket(Lab lab) throws Exception {
		Lab.Server server = lab.serve(true, "socket");
		Messages.send(server.transferPort(), 1, Messages.BODY);
		Child ours = lab.keep(Child.worker(true, "peek", Integer.toString(server.rpcPort())));
		String[] sizes = ours.ready().split(" ");
		Child echo = lab.keep(Child.worker(true, "echo-server", sizes[1], sizes[2]));
		Child raw = lab.keep(Child.worker(true, "echo", echo.ready().split(" ")[1], sizes[1], sizes[2]));
		Rounds rounds = rounds(lab.plan(), ours, raw);
		lab.report().ratio("peek against a raw socket", "calls/s", "ours",
				"raw, " + sizes[1] + " and " + sizes[2] + " bytes", rounds, Goal.atLeast(0.5, ">= 0.5 (stretch 0.65)"));
	}

	/** Signed and sealed with NTLM against unauthenticated, the same client and server, all on one processor. */
	static void privacy(Lab lab) throws Exception {
		Lab.Server server = lab.serve(true, "privacy", "--user", PeekWork.USER + ":" + PeekWork.PASSWORD,
				"--require-authn", "none");
		Messages.send(server.transferPort(), 1, Messages.BODY);
		String port = Integer.toString(server.rpcPort());
		Child sealed = lab.keep(Child.worker(true, "peek", port, "privacy"));
		Child plain = lab.keep(Child.worker(true, "peek", port));
		Rounds rounds = rounds(lab.plan(), sealed, plain);
		lab.report().ratio("peek at PKT_PRIVACY with NTLM", "calls/s", "sealed", "unauthenticated", rounds,
				Goal.atLeast(0.5, ">= 0.5"));
	}

	/** What sealing a peek costs at least: its bytes through the cipher and the checksum that NTLM uses. */
	static void ciphers(Lab lab) throws Exception {
		for (String cipher : List.of("ntlm-seal", "rc4", "rc4-bouncycastle", "hmac-md5")) {
			Child child = lab.keep(Child.worker(true, cipher));
			lab.report().value(cipher + " of 1,504 bytes", "microseconds", Statistics.of(Rounds.of(lab.plan(), () -> {
				Child.Turn turn = child.turn(lab.plan().turn());
				return turn.nanos() / 1e3 / turn.count();
			})), Goal.NONE);
		}
	}

	private static Rounds rounds(Plan plan, Child first, Child second) throws Exception {
		first.turn(plan.scaled(WARM_UP_MILLIS));
		second.turn(plan.scaled(WARM_UP_MILLIS));
		return Rounds.alternate(plan, () -> first.turn(plan.turn()).perSecond(),
				() -> second.turn(plan.turn()).perSecond());
	}
}
