@org.jspecify.annotations.NullMarked
package io.processpool.advice;
