package dev.quayside.admin;

import java.nio.file.Path;

/**
 * A store that was written anew.
 *
 * @param data
 *            folder of the queue manager
 * @param bytesBefore
 *            of the file
 * @param bytesAfter
 *            of the file
 */
public record StoreCompaction(Path data, long bytesBefore, long bytesAfter) {}
