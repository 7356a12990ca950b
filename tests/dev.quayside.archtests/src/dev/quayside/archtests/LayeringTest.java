package dev.quayside.archtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which code may know which, for everything below the window; {@link ManifestTest} holds the bundles to the same. */
class LayeringTest {

	private static JavaClasses code;

	@BeforeAll
	static void read() {
		code = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
				.importPackages("dev.quayside");
	}

	private static void mayUse(String layer, String... packages) {
		String[] all = new String[packages.length + 2];
		System.arraycopy(packages, 0, all, 0, packages.length);
		all[packages.length] = "java..";
		all[packages.length + 1] = layer;
		classes().that().resideInAPackage(layer).should().onlyDependOnClassesThat().resideInAnyPackage(all).check(code);
	}

	@Test
	void ndrStandsAlone() {
		mayUse("dev.quayside.ndr..");
	}

	@Test
	void rpcKnowsNdrOnly() {
		String[] rpc = { "dev.quayside.rpc", "dev.quayside.rpc.auth..", "dev.quayside.rpc.client..",
				"dev.quayside.rpc.endpoint..", "dev.quayside.rpc.mgmt..", "dev.quayside.rpc.pdu..",
				"dev.quayside.rpc.server.." };
		classes().that().resideInAnyPackage(rpc).should().onlyDependOnClassesThat(
				resideInAnyPackage(rpc).or(resideInAnyPackage("java..", "dev.quayside.ndr.."))).check(code);
	}

	@Test
	void securityProvidersKnowNdrAndTheInterfaceOfRpcOnly() {
		mayUse("dev.quayside.rpc.security..", "dev.quayside.rpc", "dev.quayside.rpc.auth..", "dev.quayside.ndr..",
				"javax.crypto..",
				"javax.security..", "org.ietf.jgss..", "jcifs..", "org.bouncycastle..");
	}

	@Test
	void namesPacketsAndStatusesStandAlone() {
		classes().that().resideInAnyPackage("dev.quayside.msmq", "dev.quayside.msmq.certificate..",
				"dev.quayside.msmq.directory..", "dev.quayside.msmq.packet..", "dev.quayside.msmq.property..").should()
				.onlyDependOnClassesThat()
				.resideInAnyPackage("java..", "dev.quayside.msmq", "dev.quayside.msmq.certificate..",
						"dev.quayside.msmq.directory..", "dev.quayside.msmq.packet..", "dev.quayside.msmq.property..")
				.check(code);
	}

	@Test
	void theInterfacesOfMsmqKnowRpcAndMsmq() {
		mayUse("dev.quayside.msmq.rpc..", "dev.quayside.rpc..", "dev.quayside.ndr..", "dev.quayside.msmq",
				"dev.quayside.msmq.packet..", "dev.quayside.msmq.property..");
	}

	@Test
	void transferKnowsPacketsOnly() {
		mayUse("dev.quayside.msmq.transfer..", "dev.quayside.msmq", "dev.quayside.msmq.packet..");
	}

	@Test
	void theStoreKnowsNothingButH2() {
		mayUse("dev.quayside.queuemanager.store..", "org.h2..");
	}

	@Test
	void theDirectoryKnowsTheAdministratorsViewAndNamesOfMsmq() {
		mayUse("dev.quayside.directory..", "dev.quayside.admin", "dev.quayside.admin.directory", "dev.quayside.msmq",
				"dev.quayside.msmq.certificate..", "dev.quayside.msmq.directory..", "dev.quayside.msmq.security",
				"javax.naming..", "javax.net.ssl..", "javax.security..", "org.ietf.jgss..", "org.apache.directory..",
				"org.apache.mina..",
				"org.bouncycastle.asn1..",
				"org.eclipse.core.runtime..", "org.osgi.service.component.annotations..");
	}

	@Test
	void onlyTheDirectoryKnowsLdap() {
		noClasses().that().resideOutsideOfPackage("dev.quayside.directory..").should().dependOnClassesThat()
				.resideInAPackage("org.apache.directory..").check(code);
	}

	@Test
	void whatAccountsHoldKnowsNoServer() {
		noClasses().that().resideInAPackage("dev.quayside.directory.certificates..").should().dependOnClassesThat()
				.resideInAnyPackage("dev.quayside.directory.ldap..", "org.apache.directory.ldap.client..").check(code);
	}

	@Test
	void theQueueEngineKnowsNoProtocol() {
		noClasses().that().resideInAPackage("dev.quayside.queuemanager.engine..").should().dependOnClassesThat()
				.resideInAnyPackage("dev.quayside.rpc..", "dev.quayside.ndr..", "dev.quayside.msmq.rpc..",
						"dev.quayside.msmq.transfer..")
				.check(code);
	}

	@Test
	void onlyTheStoreKnowsH2() {
		noClasses().that().resideOutsideOfPackage("dev.quayside.queuemanager.store..").should().dependOnClassesThat()
				.resideInAPackage("org.h2..").check(code);
	}

	@Test
	void whatAnAdministratorCanDoKnowsNoImplementation() {
		noClasses().that()
				.resideInAnyPackage("dev.quayside.admin", "dev.quayside.admin.directory", "dev.quayside.ui.model..")
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage("dev.quayside.rpc..", "dev.quayside.ndr..", "dev.quayside.msmq..",
						"dev.quayside.queuemanager..", "dev.quayside.admin.local..", "dev.quayside.admin.remote..",
						"dev.quayside.directory..", "dev.quayside.cli..")
				.check(code);
	}

	@Test
	void theCommandLineNamesImplementationsInOnePlaceOnly() {
		noClasses().that().resideInAPackage("dev.quayside.cli..").and().doNotHaveSimpleName("Main").should()
				.dependOnClassesThat()
				.resideInAnyPackage("dev.quayside.admin.local..", "dev.quayside.admin.remote..",
						"dev.quayside.directory..", "dev.quayside.rpc..", "dev.quayside.msmq..",
						"dev.quayside.queuemanager..")
				.check(code);
	}

	@Test
	void nothingBelowTheWindowKnowsWidgets() {
		noClasses().should().dependOnClassesThat()
				.resideInAnyPackage("org.eclipse.swt..", "org.eclipse.jface..", "org.eclipse.ui..").check(code);
	}

	@Test
	void protocolsAndTheQueueManagerKnowNothingOfEclipse() {
		noClasses().that().resideInAnyPackage("dev.quayside.ndr..", "dev.quayside.rpc..", "dev.quayside.msmq..",
				"dev.quayside.queuemanager..").should().dependOnClassesThat().resideInAPackage("org.eclipse..")
				.check(code);
	}

	@Test
	void packagesOfOneBundleFormNoCircles() {
		slices().matching("dev.quayside.(**)").should().beFreeOfCycles().check(code);
	}
}
