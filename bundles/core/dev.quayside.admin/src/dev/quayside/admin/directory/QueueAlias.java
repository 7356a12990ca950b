package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

import java.util.Optional;
import java.util.UUID;

/** Another name for a queue, mostly one outside of the forest: {@code msMQ-Custom-Recipient}. */
public record QueueAlias(String name, String dn, UUID id, Reading<String> formatName, Optional<String> description) {}
