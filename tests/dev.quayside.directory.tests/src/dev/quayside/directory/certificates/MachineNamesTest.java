package dev.quayside.directory.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.directory.certificates.MachineNames.Named;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineNamesTest {

	@Test
	void aUnitBesideAnAccountNamesTheMachine() {
		assertThat(MachineNames.of("CN=MSMQ\\\\alice,OU=WS01")).contains(new Named("MSMQ", "alice", "WS01"));
		assertThat(MachineNames.of("OU=ws-01.corp.example,CN=MSMQ\\\\svc install"))
				.contains(new Named("MSMQ", "svc install", "ws-01.corp.example"));
	}

	@Test
	void aPairAsWindowsShowsItNamesTheMachine() {
		assertThat(MachineNames.of("CN=[MSMQ\\\\alice\\, WS01]")).contains(new Named("MSMQ", "alice", "WS01"));
		assertThat(MachineNames.of("CN=\"MSMQ\\\\alice,WS01\"")).contains(new Named("MSMQ", "alice", "WS01"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "CN=alice", "CN=alice,OU=WS01", "CN=MSMQ\\\\alice",
			"CN=MSMQ\\\\alice,OU=WS01,OU=Sales",
			"CN=MSMQ\\\\alice,OU=a name of several words", "CN=MSMQ\\\\alice,OU=SIXTEENCHARACTER", "O=WS01", "no name",
			"CN=MSMQ\\\\alice,CN=MSMQ\\\\bob,OU=WS01", "CN=MSMQ\\\\alice,OU=.example", "CN=\\\\alice,OU=WS01",
			"CN=MSMQ\\\\,OU=WS01", "CN=MSMQ\\\\alice,OU=*", "CN=ws01.corp.example" })
	void nothingElseIsGuessedAt(String subject) {
		assertThat(MachineNames.of(subject)).isEmpty();
	}

	@Test
	void anAccountOfTheMachineItselfIsNotOneOfADomain() {
		assertThat(new Named("WS01", "bob", "ws01").isLocalAccount()).isTrue();
		assertThat(new Named("WS01", "bob", "ws01.example").isLocalAccount()).isTrue();
		assertThat(new Named("MSMQ", "bob", "ws01").isLocalAccount()).isFalse();
	}
}
