package dev.quayside.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultStatusTest {

	/** [MS-RPCE] 3.1.1.5.5 with the values of [C706] appendix E and [MS-ERREF] 2.2. */
	@ParameterizedTest
	@CsvSource({ "1C010001, 71C", "1C010002, 6D1", "1C010003, 6B5", "1C010009, 6BE", "1C01000B, 6C0", "1C010013, 46A",
			"1C010014, 6BB", "1C010017, 6C4", "1C000001, 6E7", "1C000002, 6E8", "1C000003, 6E9", "1C000004, 6EA",
			"1C000005, 6EB", "1C000006, 6C5", "1C000007, 6C6", "1C000008, 6C0", "1C000009, 6BE", "1C00000A, 6BF",
			"1C00000B, 6BE", "1C00000C, 6BF", "1C00000D, 71A", "1C00000E, 6E8", "1C00000F, 6EB", "1C000010, 6E8",
			"1C000012, 6BE", "1C000014, 77E", "1C000015, 77C", "1C000016, 727", "1C000017, 77D", "1C000018, 71C",
			"1C000019, E", "1C00001A, 6", "1C00001B, 46A", "1C00001C, 6C0", "1C00001D, 71D", "1C00001F, 6BF",
			"1C000020, 6BF", "6F7, 6F7", "5, 5", "1C000021, 1C000021", "C00E0003, C00E0003" })
	void everyStatusHasItsWin32Error(String status, String win32) {
		assertThat(new FaultStatus(Integer.parseUnsignedInt(status, 16)).win32())
				.isEqualTo(Integer.parseUnsignedInt(win32, 16));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "80000001", "80000002", "80000003", "C0000005", "C0000006", "C000001D", "C0000096",
			"C00000AA", "C00000FD", "C0000194", "C0000235", "C0000409", "C0000420" })
	void whatServersMustNotSendIsKnown(String status) {
		assertThat(new FaultStatus(Integer.parseUnsignedInt(status, 16)).isAllowed()).isFalse();
	}

	@Test
	void namesAndNumbersAreBothSaid() {
		assertThat(FaultStatus.CONTEXT_MISMATCH).hasToString("nca_s_fault_context_mismatch (0x1C00001A)");
		assertThat(new FaultStatus(0xC00E0003)).hasToString("0xC00E0003");
		assertThat(new FaultStatus(0xC00E0003).isApplicationStatus()).isTrue();
		assertThat(FaultStatus.BAD_STUB_DATA.isApplicationStatus()).isFalse();
		assertThat(FaultStatus.PROTOCOL_ERROR.isAllowed()).isTrue();
	}
}
