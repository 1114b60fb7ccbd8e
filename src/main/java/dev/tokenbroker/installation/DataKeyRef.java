package dev.tokenbroker.installation;

import java.util.UUID;

/** An installation's data key as it is stored. The id is new with each data key and survives a rewrap. */
public record DataKeyRef(UUID id, byte[] wrapped) {}
