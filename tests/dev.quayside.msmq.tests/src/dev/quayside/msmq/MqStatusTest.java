package dev.quayside.msmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Status codes ([MS-MQMQ] 2.4). */
class MqStatusTest {

	static List<String> codes() throws IOException {
		return Files.readAllLines(Vectors.tests().resolve("dev.quayside.msmq.tests/vectors/status-codes.txt")).stream()
				.filter(line -> !line.startsWith("#")).toList();
	}

	@Test
	void theListIsThatOfTheSpecifications() throws IOException {
		assertThat(codes()).hasSize(162).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("codes")
	void everyCodeHasItsNameAMeaningAndAdvice(String line) {
		String hex = line.substring(0, 10);
		String name = line.substring(11);
		MqStatus status = MqStatus.of(Integer.parseUnsignedInt(hex.substring(2), 16));
		assertThat(status.name()).isEqualTo(name);
		assertThat(status.isKnown()).isTrue();
		assertThat(status.meaning()).isNotBlank().doesNotEndWith(".");
		assertThat(status.advice()).isNotBlank();
		assertThat(status.hex()).isEqualToIgnoringCase(hex);
		assertThat(status).hasToString(name + " (" + status.hex() + ")");
		assertThat(MqStatus.parse(hex)).contains(status);
		assertThat(MqStatus.parse(name)).contains(status);
		assertThat(MqStatus.parse(Integer.toString(status.code()))).contains(status);
	}

	@Test
	void constantsHaveTheNamesOfTheTable() {
		assertThat(MqStatus.QUEUE_NOT_FOUND.name()).isEqualTo("MQ_ERROR_QUEUE_NOT_FOUND");
		assertThat(MqStatus.MESSAGE_NOT_FOUND.name()).isEqualTo("MQ_ERROR_MESSAGE_NOT_FOUND");
		assertThat(MqStatus.STATUS_NOT_FOUND.name()).isEqualTo("STATUS_NOT_FOUND");
		assertThat(MqStatus.MESSAGE_STORAGE_FAILED.name()).isEqualTo("MQ_ERROR_MESSAGE_STORAGE_FAILED");
		assertThat(MqStatus.OK.name()).isEqualTo("MQ_OK");
	}

	@ParameterizedTest
	@CsvSource({ "-1072824317,0xC00E0003", "3222142979,0xC00E0003", "0xc00e0003,0xC00E0003", "0,0x00000000" })
	void aCodeMayBeWrittenAsScriptsPrintIt(String text, String hex) {
		assertThat(MqStatus.parse(text).orElseThrow().hex()).isEqualTo(hex);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "0x", "0x123456789", "4294967296", "-2147483649", "MQ_ERROR_NO_SUCH_NAME",
			"--1" })
	void whatIsNoCodeIsNone(String text) {
		assertThat(MqStatus.parse(text)).isEmpty();
	}

	@Test
	void anUnknownCodeSurvives() {
		MqStatus unknown = MqStatus.of(0xC00E7777);
		assertThat(unknown).hasToString("0xC00E7777");
		assertThat(unknown.name()).isEqualTo("0xC00E7777");
		assertThat(unknown.isError()).isTrue();
		assertThat(unknown.isKnown()).isFalse();
		assertThat(unknown.meaning()).isEmpty();
		assertThat(unknown.advice()).isEmpty();
	}

	@Test
	void informationIsNoError() {
		assertThat(MqStatus.of(0x400E0001).isError()).isFalse();
		assertThat(MqStatus.OK.isError()).isFalse();
		assertThat(MqStatus.of(0xC0000008).isError()).isTrue();
	}
}
