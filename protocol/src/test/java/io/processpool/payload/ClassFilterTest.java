package io.processpool.payload;

import static io.processpool.payload.Payloads.SETTINGS;
import static io.processpool.payload.Payloads.block;
import static io.processpool.payload.Payloads.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.PayloadBlock;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Stack;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFilterTest {

  record Mine(int x) {}

  static final class Recording extends ClassLoader {
    final List<String> asked = new ArrayList<>();

    Recording() {
      super(ClassFilterTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      return super.loadClass(name, resolve);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Thread",
        "java.lang.ProcessBuilder",
        "java.net.URLClassLoader",
        "java.rmi.server.UnicastRemoteObject",
        "javax.naming.InitialContext",
        "org.apache.commons.beanutils.BeanComparator",
        "org.apache.commons.collections4.functors.InvokerTransformer",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "com.sun.proxy.$Proxy1",
        "jdk.proxy2.$Proxy9"
      })
  void shouldDenyClassesThatAttacksAreMadeOf(String name) {
    assertThat(ClassFilter.OPEN.allows(name)).isFalse();
    assertThat(ClassFilter.allowOnly("java.", "org.", "com.", "javax.", "jdk.").allows(name))
        .isFalse();
  }

  @Test
  void shouldAllowAClassWithItsNestedOnesAndAPackageWithThoseBelow() {
    ClassFilter filter = ClassFilter.allowOnly("a.B", "c.d.");
    assertThat(List.of("a.B", "a.B$C", "a.B$C$D", "c.d.E", "c.d.e.F")).allMatch(filter::allows);
    assertThat(List.of("a.Bc", "a.B.C", "a.b", "c.dE", "c.E", "xa.B")).noneMatch(filter::allows);
  }

  @Test
  void shouldNotAllowByItselfWhatReachesOutOfTheProcess() {
    ClassFilter filter = ClassFilter.allowOnly();
    assertThat(List.of("java.net.URI", "java.net.Inet4Address", "java.net.ConnectException"))
        .allMatch(filter::allows);
    assertThat(List.of("java.net.URL", "java.net.Socket", "java.io.File", "java.sql.Date"))
        .noneMatch(filter::allows);
  }

  @Test
  void shouldSayHowToAllowAClassThatMayBeAllowed() {
    PayloadSettings strict = SETTINGS.withClasses(ClassFilter.allowOnly("a."));
    PayloadBlock mine = block(new Mine(1));
    assertThat(unreadable(mine, strict).remedy())
        .startsWith("allow it with resultTypes(\"" + Mine.class.getName() + "\")");
    PayloadBlock thread = Payloads.raw(List.of("java.lang.Thread"), (byte) 120, (byte) 1);
    assertThat(unreadable(thread, strict).remedy()).contains("never cross");
  }

  @Test
  void shouldAskTheFilterBeforeTheLoader() {
    PayloadBlock single = Payloads.raw(List.of("evil.Gadget"), (byte) 120, (byte) 1);
    PayloadBlock array = Payloads.raw(List.of("[[Levil.Gadget;"), (byte) 120, (byte) 1, (byte) 0);
    Recording loader = new Recording();
    PayloadSettings strict =
        SETTINGS.withClassLoader(loader).withClasses(ClassFilter.allowOnly("com.example."));
    assertThat(unreadable(single, strict).reason()).contains("class evil.Gadget is not allowed");
    assertThat(unreadable(array, strict).reason()).contains("class evil.Gadget is not allowed");
    assertThat(loader.asked).isEmpty();
  }

  static Stream<Object> gadgets() throws Exception {
    InvocationHandler handler = (InvocationHandler & Serializable) (proxy, method, args) -> 0;
    return Stream.of(
        new java.rmi.server.UID(),
        new javax.naming.ldap.LdapName("cn=x"),
        new javax.naming.Reference("x"),
        new javax.management.ObjectName("a:b=c"),
        new java.beans.PropertyChangeSupport("x"),
        Proxy.newProxyInstance(
            ClassFilterTest.class.getClassLoader(), new Class<?>[] {Comparator.class}, handler));
  }

  @ParameterizedTest
  @MethodSource("gadgets")
  void shouldRefuseGadgetsInANestedStream(Object gadget) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(new Object[] {"x", gadget});
    }
    assertThat(unreadable(SizeBombsTest.nestedBlock(bytes.toByteArray())).reason())
        .matches("(?s).*(is not allowed|dynamic proxy).*");
    assertThat(Payloads.refused(List.of(gadget)).reason())
        .matches("(?s).*(is not allowed|dynamic proxy).*");
  }

  /** A sorted set asks its comparator while it is read: the way most gadgets begin. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.commons.beanutils.BeanComparator",
        "java.beans.PropertyDescriptor",
        "java.net.URLClassLoader",
        "java.lang.Thread",
        "$Proxy7"
      })
  void shouldRefuseAGadgetAsComparatorBeforeTheLoaderIsAsked(String name) {
    byte set = (byte) Fixed.TREE_SET.choice().fixedId();
    byte named = (byte) (Fixed.GREATEST_ID + 1);
    PayloadBlock block = Payloads.raw(List.of(name), set, (byte) 1, named, (byte) 1, (byte) 0);
    Recording loader = new Recording();
    assertThat(unreadable(block, SETTINGS.withClassLoader(loader)).reason())
        .contains("class " + name + " is not allowed");
    assertThat(loader.asked).isEmpty();
  }

  @Test
  void shouldAskTheFilterInsideNestedStreams() {
    Stack<Object> stack = new Stack<>();
    stack.add(new IllegalStateException("x"));
    PayloadBlock block = block(stack);
    PayloadSettings strict =
        SETTINGS.withClasses(name -> !name.equals("java.lang.IllegalStateException"));
    assertThat(unreadable(block, strict).reason())
        .contains("class java.lang.IllegalStateException is not allowed");
  }

  @Test
  void shouldAllowThePrefixesAndTheValuesOfTheJdk() throws Exception {
    PayloadSettings strict =
        SETTINGS.withClasses(ClassFilter.allowOnly(ClassFilterTest.class.getName()));
    BlockEncoder encoder = new BlockEncoder(strict);
    encoder.add(List.of(new Mine(1)));
    encoder.add(new Random(1));
    encoder.add(new java.io.IOException("x"));
    PayloadBlock block = encoder.finish();
    BlockDecoder decoder = new BlockDecoder(strict);
    assertThat(decoder.decode(block, 0)).isEqualTo(List.of(new Mine(1)));
    assertThat(decoder.decode(block, 1)).isInstanceOf(Random.class);
    assertThat(decoder.decode(block, 2)).isInstanceOf(java.io.IOException.class);
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> ClassFilter.allowOnly("a.B", "", "a..b", ".", "x/y", "[La.B;", "a*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'', 'a..b', '.', 'x/y', '[La.B;', 'a*' (expected: the name of a class, or of a"
                + " package with a dot at its end)");
    assertThatThrownBy(() -> SETTINGS.withMaxDepth(0))
        .hasMessage("maxDepth: 0 (expected 1..100000)");
    assertThatThrownBy(() -> SETTINGS.withMaxValueBytes(1))
        .hasMessageContaining("maxValueBytes: 1");
  }
}
