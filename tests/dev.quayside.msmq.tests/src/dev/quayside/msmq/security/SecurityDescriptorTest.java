package dev.quayside.msmq.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** SIDs, access control lists and security descriptors ([MS-DTYP] 2.4). */
class SecurityDescriptorTest {

	private static final byte[] EXAMPLE = Vectors.read("dev.quayside.msmq.tests/vectors/security-descriptor.txt")
			.get("example");

	@Test
	void theExampleOfTheSpecificationIsReadAndWritten() {
		SecurityDescriptor descriptor = SecurityDescriptor.read(EXAMPLE);
		assertThat(descriptor).hasToString("O:BAG:BAD:P(A;OICI;0xa0000000;;;S-1-5-32-545)(A;OICI;0x10000000;;;BA)"
				+ "(A;OICI;0x10000000;;;SY)(A;OICI;0x10000000;;;S-1-3-0)S:P(AU;FA;0x80000000;;;WD)");
		assertThat(descriptor.bytes()).isEqualTo(EXAMPLE);
	}

	@Test
	void aBrokenDescriptorIsRefused() {
		Hostile.refusesEveryPrefix(EXAMPLE, SecurityDescriptor::read, DescriptorException.class);
		Hostile.survivesCorruption(EXAMPLE, 9, 20_000, bytes -> SecurityDescriptor.read(bytes).bytes(),
				DescriptorException.class);
	}

	/** Where it stands in the example, the 16 bits there, and what is wrong with it. */
	@ParameterizedTest
	@CsvSource({ "0, 2, revision", "2, 0x3014, not self-relative", "4, 4, owner inside the head",
			"4, 0xB1, owner behind the end", "16, 0xAC, no room for the list", "0x14, 3, revision of the list",
			"0x16, 7, size of the list", "0x16, 0xFFFF, size of the list", "0x18, 100, count of entries",
			"0x1E, 2, size of the entry", "0x1E, 0x100, size of the entry", "0x90, 0x1001, numbers of the SID",
			"0x90, 0x0202, revision of the SID" })
	void whatContradictsItselfIsRefused(String offset, String value, String what) {
		byte[] bytes = EXAMPLE.clone();
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(Integer.decode(offset),
				(short) (int) Integer.decode(value));
		assertThatThrownBy(() -> SecurityDescriptor.read(bytes)).as(what).isInstanceOf(DescriptorException.class);
	}

	@Test
	void anEntryOfAnotherTypeIsKept() {
		byte[] bytes = EXAMPLE.clone();
		bytes[0x38] = 0x11;
		SecurityDescriptor descriptor = SecurityDescriptor.read(bytes);
		assertThat(descriptor.toString()).contains("D:P(0x11;OICI;;;;)(A;");
		assertThat(descriptor.bytes()).isEqualTo(bytes);
	}

	@Test
	void noListIsSomethingElseThanAnEmptyOne() {
		SecurityDescriptor empty = SecurityDescriptor.of(Sid.EVERYONE);
		SecurityDescriptor none = empty.only(SecurityDescriptor.OWNER);
		assertThat(SecurityDescriptor.read(empty.bytes()).dacl()).contains(Acl.of());
		assertThat(SecurityDescriptor.read(none.bytes()).dacl()).isEmpty();
		assertThat(none).hasToString("O:WDD:NO_ACCESS_CONTROL");
	}

	@Test
	void partsAreReplacedOneByOne() {
		SecurityDescriptor mine = SecurityDescriptor.of(Sid.ADMINISTRATORS, Ace.allow(Sid.EVERYONE, 1));
		SecurityDescriptor other = SecurityDescriptor.of(Sid.ANONYMOUS, Ace.deny(Sid.ANONYMOUS, 4));
		assertThat(mine.with(other, SecurityDescriptor.DACL))
				.isEqualTo(new SecurityDescriptor(0, mine.owner(), mine.group(), Optional.empty(), other.dacl()));
		assertThat(mine.with(other, SecurityDescriptor.OWNER | SecurityDescriptor.GROUP))
				.isEqualTo(new SecurityDescriptor(0, other.owner(), other.group(), Optional.empty(), mine.dacl()));
		assertThat(mine.with(other, 0)).isEqualTo(mine);
	}

	@ParameterizedTest
	@ValueSource(strings = { "S-1-1-0", "S-1-5-32-544", "S-1-5-21-4294967295-1-2-1000", "S-1-0x0123456789ab-7",
			"S-1-5" })
	void aSidIsReadAsItIsWritten(String text) {
		Sid sid = Sid.parse(text);
		assertThat(sid).hasToString(text);
		assertThat(Sid.read(ByteBuffer.wrap(sid.bytes()))).isEqualTo(sid);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "S-1", "S-2-5-7", "S-1-5-", "S-1-5-4294967296", "S-1-0x1000000000000-1",
			"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", "Everyone", "S-1-999999999999999-1", "S-1-5-7 " })
	void whatIsNoSidIsRefused(String text) {
		assertThatThrownBy(() -> Sid.parse(text)).isInstanceOf(DescriptorException.class);
	}

	@Test
	void aListThatIsTooLongIsRefused() {
		List<Ace> entries = Collections.nCopies(4_000, Ace.allow(Sid.EVERYONE, 1));
		assertThatThrownBy(() -> new Acl(Acl.REVISION, entries)).isInstanceOf(DescriptorException.class);
	}

	@Test
	void rightsHaveNames() {
		assertThat(QueueRights.names(QueueRights.RECEIVE_MESSAGE | 0x100000)).containsExactly("peek", "receive",
				"0x00100000");
		assertThat(QueueRights.names(0x10000000)).hasSize(10).startsWith("peek").endsWith("takeOwnership");
		assertThat(QueueRights.ALL).isEqualTo(0xF003F);
		assertThat(QueueRights.GENERIC_READ).isEqualTo(0x2002B);
		assertThat(QueueRights.GENERIC_WRITE).isEqualTo(0x20024);
		assertThat(MachineRights.ALL).isEqualTo(0xF00F7);
		assertThat(MachineRights.map(0x80000000)).isEqualTo(0x200E3);
	}
}
