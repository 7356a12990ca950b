package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.UUID;

/**
 * What holds for MSMQ in the whole forest: {@code mSMQEnterpriseSettings}. Absent means that queue managers use a default of
 * their own ([MS-MQDSSM] 3.1.6.11.3).
 *
 * @param defaultTimeToLive
 *            seconds in which a message has to reach its queue
 * @param weakenedSecurity
 *            whether queue managers that cannot authenticate are put up with
 * @param notifiesOthers
 *            whether queue managers without LDAP are told of changes
 * @param version
 *            200, or 3 for the directory before Active Directory
 */
public record EnterpriseSettings(String dn, UUID id, Reading<Long> defaultTimeToLive, Reading<Boolean> weakenedSecurity,
		Reading<Boolean> notifiesOthers, Reading<Long> version) {}
