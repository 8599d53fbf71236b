package io.processpool.share;

/** A handle that this pool made; it crosses as its number. */
interface NumberedHandle {

  long number();
}
