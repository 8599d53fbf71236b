package io.processpool.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as data, so that it arrives whatever its class is.
 *
 * @param type its class, the binary name
 * @param message its message
 * @param frames its stack
 * @param cause its cause
 * @param suppressed what it suppressed
 * @param original one value, the exception itself, or none if it cannot be sent
 */
public record RemoteFailure(
    String type,
    @Nullable String message,
    List<StackTraceElement> frames,
    @Nullable RemoteFailure cause,
    List<RemoteFailure> suppressed,
    PayloadBlock original) {}
