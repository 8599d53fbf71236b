package io.processpool.cli.etl;

/** How results are taken. */
enum Order {
  /** All at once, in the order of the input, when the last is done. */
  MAP,
  /** One by one in the order of the input, as soon as it is their turn. */
  IMAP,
  /** One by one as they are done. */
  UNORDERED
}
