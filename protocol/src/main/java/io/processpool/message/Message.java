package io.processpool.message;

/** Anything the two sides say to each other; docs/protocol.md draws each. */
public sealed interface Message
    permits Hello,
        Challenge,
        Proof,
        Welcome,
        Ready,
        StartFailed,
        OpenJob,
        RunChunk,
        ItemsDone,
        CancelJob,
        CloseJob,
        Shutdown,
        Goodbye,
        Grown,
        RecallChunk,
        ChunkReturned {

  /** The kind, which is the type of its frame. */
  MessageType type();
}
