package dev.quayside.admin.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.QueueManagerIdFinding.State;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

class QueueManagerIdsTest {

	private final List<DirectoryMachine> machines = new ArrayList<>();
	private final List<ServerSettings> settings = new ArrayList<>();
	private final Map<DirectoryMachine, Reading<UUID>> answers = new HashMap<>();
	private QueueManagerIds.Others others = QueueManagerIds.Others.NONE;

	private DirectoryMachine machine(String name) {
		DirectoryMachine machine = new DirectoryMachine(name, Optional.of(name + ".test"), "CN=msmq,CN=" + name,
				UUID.randomUUID(), Reading.absent(), Reading.absent(), List.of(), Reading.absent(), Reading.absent(),
				Reading.absent(), Reading.absent(), Reading.absent());
		machines.add(machine);
		return machine;
	}

	private void settings(String server, UUID id) {
		settings.add(new ServerSettings(server, "S", "CN=MSMQ Settings,CN=" + server, Reading.known(id),
				Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent()));
	}

	private Map<String, State> states() {
		return QueueManagerIds.judge(machines, settings, answers, others).stream()
				.collect(Collectors.toMap(QueueManagerIdFinding::machine, QueueManagerIdFinding::state));
	}

	@Test
	void whoAnswersWithTheIdOfTheDirectoryIsRight() {
		DirectoryMachine one = machine("ONE");
		answers.put(one, Reading.known(one.queueManagerId()));
		assertThat(states()).containsEntry("ONE", State.AGREES);
	}

	@Test
	void aCopyAnswersWithTheIdOfItsOriginalAndBothAreFound() {
		DirectoryMachine original = machine("ORIGINAL");
		DirectoryMachine copy = machine("COPY");
		machine("OTHER");
		answers.put(original, Reading.known(original.queueManagerId()));
		answers.put(copy, Reading.known(original.queueManagerId()));
		assertThat(states()).containsEntry("ORIGINAL", State.DUPLICATE).containsEntry("COPY", State.DUPLICATE)
				.containsEntry("OTHER", State.UNKNOWN);
		assertThat(QueueManagerIds.judge(machines, settings, answers, others))
				.extracting(QueueManagerIdFinding::machine)
				.containsExactly("COPY", "ORIGINAL", "OTHER");
	}

	@Test
	void copiesOfAMachineThatIsNotInTheDirectoryAreFound() {
		UUID same = UUID.randomUUID();
		answers.put(machine("A"), Reading.known(same));
		answers.put(machine("B"), Reading.known(same));
		assertThat(states()).containsValue(State.DUPLICATE).doesNotContainValue(State.AGREES);
		assertThat(QueueManagerIds.judge(machines, settings, answers, others).get(0).evidence())
				.contains("B has the id");
	}

	@Test
	void aCopyOfAMachineThatDoesNotAnswerIsFoundByTheDirectory() {
		DirectoryMachine original = machine("ORIGINAL");
		answers.put(original, Reading.unknown("Nobody listens"));
		answers.put(machine("COPY"), Reading.known(original.queueManagerId()));
		assertThat(states()).containsEntry("COPY", State.DUPLICATE).containsEntry("ORIGINAL", State.DUPLICATE);
	}

	@Test
	void twoThatHaveTheirIdsTheWrongWayRoundAreFound() {
		DirectoryMachine one = machine("ONE");
		DirectoryMachine two = machine("TWO");
		answers.put(one, Reading.known(two.queueManagerId()));
		answers.put(two, Reading.known(one.queueManagerId()));
		assertThat(states()).containsEntry("ONE", State.DUPLICATE).containsEntry("TWO", State.DUPLICATE);
	}

	@Test
	void whoAnswersWithAnIdThatNobodyHasIsAnotherOne() {
		answers.put(machine("ONE"), Reading.known(UUID.randomUUID()));
		assertThat(states()).containsEntry("ONE", State.OTHER);
	}

	@Test
	void whatASiteStillHasIsFoundWithoutAsking() {
		DirectoryMachine one = machine("ONE");
		settings("one", one.queueManagerId());
		assertThat(states()).containsEntry("ONE", State.UNKNOWN);
		settings("ONE", UUID.randomUUID());
		assertThat(states()).containsEntry("ONE", State.STALE_SETTINGS);
	}

	@Test
	void whoDoesNotAnswerIsUnknownWithTheReason() {
		answers.put(machine("ONE"), Reading.unknown("Nobody listens"));
		QueueManagerIdFinding finding = QueueManagerIds.judge(machines, settings, answers, others).get(0);
		assertThat(finding.state()).isEqualTo(State.UNKNOWN);
		assertThat(finding.evidence()).isEqualTo("Nobody listens");
	}

	@Test
	void aCopyOfAMachineOfAnotherDomainIsFound() {
		DirectoryMachine original = machine("ORIGINAL");
		machines.clear();
		DirectoryMachine copy = machine("COPY");
		answers.put(copy, Reading.known(original.queueManagerId()));
		assertThat(states()).containsExactly(Map.entry("COPY", State.OTHER));
		others = new QueueManagerIds.Others(List.of(original, copy), "the forest");
		assertThat(states()).containsExactly(Map.entry("COPY", State.DUPLICATE));
		assertThat(QueueManagerIds.judge(machines, settings, answers, others).get(0).evidence()).contains("ORIGINAL");
	}
}
