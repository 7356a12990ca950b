package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.directory.DirectoryForm.Finding;
import dev.quayside.ui.model.directory.DirectoryForm.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class DirectoryFormTest {

	private static DirectoryForm form(DirectoryForm.Place place, DirectoryForm.Who who) {
		return new DirectoryForm(place, who, "", Set.of(), false);
	}

	private static DirectoryForm.Place server(String name, String port) {
		return new DirectoryForm.Place(Finding.SERVER, name, port, DirectoryProtection.LDAPS);
	}

	private static DirectoryForm.Who account(String name) {
		return new DirectoryForm.Who(Kind.ACCOUNT, name, true, false, "");
	}

	@Test
	void aDomainIsFoundByDns() {
		DirectoryForm form = form(
				new DirectoryForm.Place(Finding.DOMAIN, " Corp.Example ", "99", DirectoryProtection.START_TLS),
				account("ann@corp.example"));
		assertThat(form.entry().address()).isEqualTo(new DirectoryAddress.Domain("corp.example"));
		assertThat(form.entry().protection()).isEqualTo(DirectoryProtection.START_TLS);
	}

	@Test
	void aServerHasAPort() {
		assertThat(form(server("dc1", "3269"), account("x")).entry().address())
				.isEqualTo(new DirectoryAddress.Server("dc1", 3269));
		assertThat(form(server("dc1", ""), account("x")).entry().address())
				.isEqualTo(new DirectoryAddress.Server("dc1", 0));
	}

	@Test
	void anAccountMayHaveItsDomainInFront() {
		assertThat(form(server("dc1", ""), account("CORP\\ann")).entry().identity())
				.isEqualTo(new Identity.Account("ann", "CORP", false));
	}

	@Test
	void aDistinguishedNameStaysWhole() {
		String dn = "CN=Smith\\, Ann,DC=corp,DC=example";
		assertThat(form(server("dc1", ""), account(dn)).entry().identity())
				.isEqualTo(new Identity.Account(dn, "", false));
	}

	@Test
	void whatIsMissingIsNoError() {
		assertThat(DirectoryForm.empty().problem().orElseThrow().severity()).isEqualTo(Severity.INCOMPLETE);
		assertThat(form(server("dc1", ""), new DirectoryForm.Who(Kind.ACCOUNT, "ann", false, false, "")).problem()
				.orElseThrow().text()).isEqualTo("Type the password of ann");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x", "65536", "123456", "-1" })
	void aPortThatIsNoneIsWrong(String port) {
		assertThat(form(server("dc1", port), account("x")).problem().orElseThrow().severity())
				.isEqualTo(Severity.WRONG);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ann", "CORP\\" })
	void halfAnAccountIsWrong(String name) {
		assertThat(form(server("dc1", ""), account(name)).problem().orElseThrow().severity())
				.isEqualTo(Severity.WRONG);
	}

	@Test
	void aPasswordNeedsTls() {
		assertThat(Kind.ACCOUNT.protections()).doesNotContain(DirectoryProtection.SIGN_AND_SEAL);
		assertThat(Kind.TICKETS.protections()).startsWith(DirectoryProtection.SIGN_AND_SEAL);
	}

	@Test
	void noDiskIsLookedAt() {
		DirectoryForm form = new DirectoryForm(server("dc1", ""), account("x"), "/no/such/file.pem", Set.of(), false);
		assertThat(form.problem()).isEmpty();
		assertThat(form.entry().authorities()).isEqualTo("/no/such/file.pem");
		assertThat(new DirectoryForm(server("dc1", ""), account("x"), "a\0b", Set.of(), false).problem().orElseThrow()
				.severity()).isEqualTo(Severity.WRONG);
	}

	@Test
	void whatIsKnownIsShownAndStaysTheSame() {
		String fingerprint = "0".repeat(64);
		for (Identity identity : new Identity[]{ new Identity.Account("ann", "CORP", true),
				new Identity.Tickets("", ""), new Identity.Keytab("/k", "ann@CORP.EXAMPLE") }) {
			KnownDirectory entry = new KnownDirectory(new DirectoryAddress.Server("dc1", 0), DirectoryProtection.LDAPS,
					identity, "", Set.of(fingerprint), true);
			assertThat(DirectoryForm.of(entry, true).entry()).isEqualTo(entry);
		}
	}
}
