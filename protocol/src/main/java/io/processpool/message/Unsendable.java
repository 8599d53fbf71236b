package io.processpool.message;

/**
 * Why a value cannot cross: a plain description that needs no user class to be read.
 *
 * @param type the class of the offending object, its binary name
 * @param path from the value to the offending object, for example {@code captured arg 0 (Report) →
 *     field connection (java.net.Socket)}; empty if it is the value itself
 * @param reason what is wrong with it
 * @param remedy what the user can do
 */
public record Unsendable(String type, String path, String reason, String remedy) {}
