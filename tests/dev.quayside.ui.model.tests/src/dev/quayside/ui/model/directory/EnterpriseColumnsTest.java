package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.DirectorySite;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.DistributionList.Member;
import dev.quayside.admin.directory.EnterpriseSettings;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.QueueAlias;
import dev.quayside.admin.directory.QueueManagerIdFinding;
import dev.quayside.admin.directory.QueueManagerIdFinding.State;
import dev.quayside.admin.directory.RoutingLink;
import dev.quayside.admin.directory.ServerSettings;
import dev.quayside.ui.model.PropertyRow;
import dev.quayside.ui.model.RowColumn;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What MSMQ keeps for a forest, in tables, in the Properties view and as names to copy. */
class EnterpriseColumnsTest {

	private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
	private static final String GONE = "Branch\nDEL:23927ee2-1a8f-41bd-9b6c-93fa2b1f880a";

	private static <T> List<String> cells(List<RowColumn<T>> columns, T row) {
		return columns.stream().map(column -> column.spec().text().apply(row)).toList();
	}

	private static List<String> lines(Object object) {
		return ObjectProperties.of(object).stream().map(row -> row.name() + ": " + row.value()).toList();
	}

	private static RoutingLink link(Optional<String> site, Reading<Integer> cost, String... gates) {
		return new RoutingLink("L1", "CN=L1", ID, site, Optional.of("Berlin"), cost, List.of(gates),
				Optional.empty());
	}

	private static DistributionList list(Reading<List<String>> queues, Member... members) {
		return new DistributionList("orders", "CN=orders,DC=x", ID, "group", List.of(members), queues);
	}

	@Test
	void aLinkToASiteThatIsThereNamesIt() {
		LinkRow row = LinkRow.of(link(Optional.of("Vienna"), Reading.known(7), "GATE"), Set.of("vienna", "berlin"));
		assertThat(row.isBroken()).isFalse();
		assertThat(cells(EnterpriseColumns.LINKS, row)).startsWith("Vienna", "Berlin", "7", "GATE");
		assertThat(lines(row)).contains("Cost: 7", "Site gate: GATE").noneMatch(line -> line.startsWith("What breaks"));
	}

	@Test
	void aLinkToASiteThatHasGoneSaysSo() {
		for (String name : List.of(GONE, "Branch")) {
			LinkRow row = LinkRow.of(link(Optional.of(name), Reading.absent(), GONE), Set.of("berlin"));
			assertThat(row.isBroken()).isTrue();
			assertThat(cells(EnterpriseColumns.LINKS, row)).startsWith("? (Branch has gone)", "Berlin", "",
					"Branch (has gone)");
			assertThat(lines(row)).contains("Site: ? (Branch has gone)", "Cost: none")
					.anyMatch(line -> line.startsWith("What breaks"));
		}
		assertThat(LinkRow.of(link(Optional.empty(), Reading.unknown("no number")), Set.of()).isBroken()).isTrue();
	}

	@Test
	void aSiteShowsItsServersAndWhereItsLinksLead() {
		DirectorySite site = new DirectorySite("Vienna", "CN=Vienna", ID, false,
				List.of(new DirectorySite.Link("Berlin", Reading.known(7), List.of("GATE")),
						new DirectorySite.Link(GONE, Reading.unknown("no number"), List.of())));
		SiteRow row = SiteRow.of(site, List.of(server(Reading.known(ID))), Set.of("vienna", "berlin"));
		assertThat(cells(EnterpriseColumns.SITES, row)).startsWith("Vienna", "SRV",
				"Berlin (7), ? (Branch has gone) (?)");
		assertThat(lines(row)).contains("To Berlin: cost 7, by way of GATE",
				"SRV: routing: yes, directory service: not set, dependent clients: ? (no right)");
		assertThat(lines(SiteRow.of(new DirectorySite("Alone", "CN=Alone", ID, true, List.of()), List.of(), Set.of())))
				.contains("Foreign: yes", "Servers: none", "Links: none: messages reach other sites directly");
	}

	private static ServerSettings server(Reading<UUID> id) {
		return new ServerSettings("SRV", "Vienna", "CN=MSMQ Settings,CN=SRV", id, Reading.known(17L),
				Reading.known(true), Reading.absent(), Reading.unknown("no right"));
	}

	@Test
	void whatIsUnknownOfAServerIsAQuestionMarkAndWhatIsNotSetIsNothing() {
		assertThat(cells(EnterpriseColumns.SERVERS, server(Reading.unknown("3 bytes")))).startsWith("SRV", "Vienna",
				"yes", "", "?", "?");
		assertThat(lines(server(Reading.unknown("3 bytes")))).contains("Services: 0x11",
				"Queue manager: ? (3 bytes)", "Directory service: not set");
	}

	@Test
	void anAliasThatNobodyCanUseSaysWhy() {
		QueueAlias alias = new QueueAlias("orders\u202E", "CN=orders", ID, Reading.known("DIRECT=OS:nowhere"),
				Optional.empty());
		assertThat(cells(EnterpriseColumns.ALIASES, new AliasRow(alias, Optional.empty()))).startsWith("orders\\u202e",
				"DIRECT=OS:nowhere", "");
		AliasRow broken = new AliasRow(alias, Optional.of("a queue must follow"));
		assertThat(cells(EnterpriseColumns.ALIASES, broken).get(2)).isEqualTo("a queue must follow");
		assertThat(lines(broken)).contains("Problem: a queue must follow: who sends by it gets an error",
				"Description: none");
	}

	@Test
	void aListShowsMembersAndQueuesAndThatItHoldsItself() {
		DistributionList list = list(Reading.known(List.of("PUBLIC=1")),
				new Member("CN=q", "mSMQQueue", Reading.known("PUBLIC=1")),
				new Member("cn=ORDERS,dc=x", "group", Reading.known("DL=2")));
		assertThat(cells(EnterpriseColumns.LISTS, list)).startsWith("orders", "2", "1", "", "DL=" + ID);
		assertThat(lines(list))
				.contains("Public queue: CN=q  PUBLIC=1", "List: cn=ORDERS,dc=x  DL=2", "Queue: PUBLIC=1")
				.anyMatch(line -> line.startsWith("Holds itself: yes"));
	}

	@Test
	void aListThatCannotBeResolvedIsUnknownWithTheReason() {
		DistributionList list = list(Reading.unknown("CN=agnes: A user is no queue"),
				new Member("CN=agnes", "user", Reading.unknown("A user is no queue")));
		assertThat(cells(EnterpriseColumns.LISTS, list)).startsWith("orders", "1", "?", "CN=agnes: A user is no queue");
		assertThat(lines(list)).contains("user: CN=agnes  ? (A user is no queue)",
				"Queues: ? (CN=agnes: A user is no queue)").noneMatch(line -> line.startsWith("Holds itself"));
	}

	@Test
	void tenThousandMembersAreCountedAndTheFirstThousandShown() {
		Member[] many = new Member[10_000];
		for (int i = 0; i < many.length; i++) {
			many[i] = new Member("CN=q" + i, "mSMQQueue", Reading.known("PUBLIC=" + i));
		}
		assertThat(lines(list(Reading.known(List.of()), many))).hasSizeLessThan(1100)
				.contains("And more: 9,000 that are not shown");
	}

	@Test
	void settingsOfTheForestAreSaidInWords() {
		EnterpriseSettings settings = new EnterpriseSettings("CN=MsmqServices", ID, Reading.known(345600L),
				Reading.absent(), Reading.unknown("'maybe' is neither Y nor N"), Reading.known(3L));
		assertThat(ForestSetting.of(settings)).extracting(ForestSetting::words).containsExactly("345,600 s (4 days)",
				"not set: queue managers use their own default", "? ('maybe' is neither Y nor N)",
				"3 (the directory before Active Directory)");
		assertThat(ForestSetting.of(new EnterpriseSettings("CN=MsmqServices", ID, Reading.known(90_000L),
				Reading.known(true), Reading.known(false), Reading.known(7L)))).extracting(ForestSetting::words)
				.containsExactly("90,000 s", "yes", "no", "7");
	}

	@Test
	void namesToCopyAreThoseThatAnObjectHas() {
		assertThat(ObjectNames.of(list(Reading.absent())).formatName()).contains("DL=" + ID);
		assertThat(ObjectNames.of(server(Reading.absent()))).isEqualTo(
				new ObjectNames(Optional.of("CN=MSMQ Settings,CN=SRV"), Optional.empty(), Optional.empty()));
		AliasRow alias = new AliasRow(
				new QueueAlias("a", "CN=a", ID, Reading.known("DIRECT=OS:h\\q"), Optional.empty()), Optional.empty());
		assertThat(ObjectNames.of(alias).formatName()).contains("DIRECT=OS:h\\q");
		assertThat(ObjectNames.of("text").dn()).isEmpty();
		assertThat(ObjectProperties.of("text")).isEmpty();
	}

	@Test
	void aQueueShowsItsTypeAndMulticastAddress() {
		PublicQueue queue = new PublicQueue("SRV", "q", "CN=q", ID, ID, "", true, false, false, Reading.known("body"),
				0, Reading.absent(), Reading.known(5L), Optional.of("234.1.1.1:8001"));
		assertThat(lines(queue)).contains("Type: " + ID, "Multicast address: 234.1.1.1:8001", "Quota: no limit",
				"Journal quota: 5 KB");
	}

	private static MachineRow machine(Optional<QueueManagerIdFinding> finding) {
		return new MachineRow(new DirectoryMachine("SRV", Optional.empty(), "CN=msmq,CN=SRV", ID, Reading.absent(),
				Reading.absent(), List.of("Vienna"), Reading.absent(), Reading.absent(), Reading.absent(),
				Reading.absent(), Reading.known(true)), finding);
	}

	private static QueueManagerIdFinding finding(State state) {
		return new QueueManagerIdFinding("SRV", "srv", ID, Reading.unknown("no answer"), List.of(ID), state,
				"OTHER has it");
	}

	@Test
	void aMachineWhoseIdNobodyLookedAtIsUnknownAndNoProblem() {
		MachineRow row = machine(Optional.empty());
		assertThat(row.hasProblem()).isFalse();
		assertThat(row.isDisabled()).isTrue();
		assertThat(cells(ObjectColumns.MACHINES, row).get(3)).isEqualTo("?");
		assertThat(lines(row)).anyMatch(line -> line.startsWith("Of the machine itself: ? (nobody has asked"));
	}

	@Test
	void aDuplicateIdSaysWhatBreaksAndWhatToDo() {
		MachineRow row = machine(Optional.of(finding(State.DUPLICATE)));
		assertThat(row.hasProblem()).isTrue();
		assertThat(cells(ObjectColumns.MACHINES, row).get(3)).isEqualTo("duplicate");
		assertThat(lines(row)).contains("Of the machine itself: ? (no answer)", "Evidence: OTHER has it")
				.anyMatch(line -> line.startsWith("What to do: Messages for one of the machines reach the other"));
		assertThat(machine(Optional.of(finding(State.UNKNOWN))).hasProblem()).isFalse();
		assertThat(ObjectColumns.MACHINES_EXPORT).extracting(spec -> spec.text().apply(row)).contains("duplicate",
				"OTHER has it");
	}

	@Test
	void theWorstIsSaidFirst() {
		List<QueueManagerIdFinding> findings = List.of(finding(State.AGREES), finding(State.UNKNOWN),
				finding(State.DUPLICATE), finding(State.DUPLICATE));
		assertThat(IdFindings.isProblem(findings)).isTrue();
		assertThat(IdFindings.summary(findings)).startsWith("2 machines have the queue manager id of another one. "
				+ "Messages for one").contains("1 machine answers with its own id");
		assertThat(IdFindings.isProblem(List.of(finding(State.AGREES)))).isFalse();
		assertThat(IdFindings.summary(List.of())).isEqualTo("There is no machine with MSMQ.");
	}

	@Test
	void everyLineOfThePropertiesHasANameOrContinuesOne() {
		assertThat(ObjectProperties.of(machine(Optional.of(finding(State.OTHER))))).extracting(PropertyRow::name)
				.doesNotContain("");
	}
}
