package io.processpool.payload;

import static io.processpool.payload.Payloads.copy;
import static io.processpool.payload.Payloads.refused;
import static io.processpool.payload.Payloads.refusedByPreflight;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.Unsendable;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserClassesTest {

  static class Base {
    private final long id;
    protected boolean flag = true;

    Base(long id) {
      this.id = id;
    }
  }

  static final class Node extends Base {
    private final String name;
    private Node next;
    private final List<Node> all = new ArrayList<>();
    private transient String cache = "not sent";
    private final Object lock = new Object();
    byte b = 1;
    char c = 'c';
    short s = -2;
    int i = -3;
    float f = 4.5f;
    double d = -5.5;

    Node(String name, long id) {
      super(id);
      this.name = name;
    }
  }

  /** Equal by what sorts behind the set that leads back to it. */
  static final class Person {
    final Set<Person> friends = new HashSet<>();
    final int id;
    final String name;

    Person(int id) {
      this.id = id;
      this.name = "p" + id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Person person && person.id == id && person.name.equals(name);
    }

    @Override
    public int hashCode() {
      return 31 * id + name.hashCode();
    }
  }

  @Test
  void shouldFindEachOtherInTheSetsOfACircle() {
    List<Person> all = List.of(new Person(1), new Person(2), new Person(3));
    all.forEach(person -> person.friends.addAll(all));
    Person first = copy(all.get(0));
    assertThat(first.friends).hasSize(3).contains(first);
    assertThat(first.friends).allMatch(friend -> friend.friends.contains(first));
  }

  static final class WithConstructor {
    transient List<String> seen = new ArrayList<>();
    int value;
  }

  enum Shape {
    ROUND,
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    int corners() {
      return 0;
    }
  }

  record Pair<A, B>(A first, B second) {}

  record Positive(int value) {
    Positive {
      if (value < 0) {
        throw new IllegalArgumentException("negative: " + value);
      }
    }
  }

  @SuppressWarnings("serial")
  static final class Hooked implements Serializable {
    transient int derived;
    int value;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      derived = value * 2;
    }
  }

  @SuppressWarnings("serial")
  static final class Singleton implements Serializable {
    static final Singleton ONLY = new Singleton();

    private Object readResolve() {
      return ONLY;
    }
  }

  public static final class External implements Externalizable {
    private static final long serialVersionUID = 1L;
    String text = "";

    public External() {}

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      text = in.readUTF() + "!";
    }
  }

  @SuppressWarnings("serial")
  static final class Failing implements Serializable {
    final boolean onWrite;

    Failing(boolean onWrite) {
      this.onWrite = onWrite;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      if (onWrite) {
        throw new IllegalStateException("no writing today");
      }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      throw new IllegalStateException("no reading today");
    }
  }

  @SuppressWarnings("serial")
  static final class MyList extends ArrayList<Object> {
    String label = "";
  }

  @SuppressWarnings("serial")
  static final class MyFailure extends Exception {
    final int code;

    MyFailure(int code, Throwable cause) {
      super("code " + code, cause);
      this.code = code;
    }
  }

  @SuppressWarnings("serial")
  static final class PlainSerializable implements Serializable {
    private final transient int skipped = Integer.parseInt("7");
    private final Object notSerializable = new Pair<>(1, 2);
  }

  static class Unrepeatable {
    static boolean broken;

    Unrepeatable() {
      if (broken) {
        throw new UnsupportedOperationException("once only");
      }
    }
  }

  @Test
  void shouldCarryFieldsOfClassesWithoutASuitableConstructor() {
    Node node = new Node("n", 1L << 50);
    node.flag = false;
    node.next = node;
    node.all.add(node);
    Node copy = copy(node);
    assertThat(copy)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*(cache|lock)")
        .isEqualTo(node);
    assertThat(copy.next).isSameAs(copy);
    assertThat(copy.all.get(0)).isSameAs(copy);
    assertThat(copy.cache).isNull();
    assertThat(copy.lock).isNotNull();
    assertThat(((Base) copy).id).isEqualTo(1L << 50);
  }

  @Test
  void shouldRunAConstructorWithoutParameters() {
    WithConstructor value = new WithConstructor();
    value.value = 3;
    WithConstructor copy = copy(value);
    assertThat(copy.value).isEqualTo(3);
    assertThat(copy.seen).isEmpty();
  }

  @Test
  void shouldCarryEnumsWithBodiesAndTheirArrays() {
    assertThat(copy(Shape.SQUARE)).isSameAs(Shape.SQUARE);
    assertThat(copy(Shape.values())).containsExactly(Shape.ROUND, Shape.SQUARE);
    assertThat(copy(Shape.SQUARE).corners()).isEqualTo(4);
  }

  @Test
  void shouldCarryRecordsAndCheckThemAgain() {
    Pair<?, ?> pair = new Pair<>(new Pair<>(1, null), new int[] {1});
    assertThat(copy(pair)).usingRecursiveComparison().isEqualTo(pair);
    assertThat(copy(new Positive(3))).isEqualTo(new Positive(3));
    assertThat(copy(new Pair<?, ?>[] {pair})).hasSize(1);
  }

  @Test
  void shouldCarryAnonymousAndLocalClasses() {
    int captured = 5;
    Object local =
        new Object() {
          final int value = captured + 1;

          @Override
          public String toString() {
            return "local " + value + captured;
          }
        };
    // The anonymous class refers to this test, a plain object.
    assertThat(copy(local)).hasToString("local 65");
  }

  @Test
  void shouldUseTheHooksOfJavaSerialization() {
    Hooked hooked = new Hooked();
    hooked.value = 4;
    assertThat(copy(hooked).derived).isEqualTo(8);
    assertThat(copy(Singleton.ONLY)).isSameAs(Singleton.ONLY);
    External external = new External();
    external.text = "x";
    assertThat(copy(external).text).isEqualTo("x!");
    assertThat(copy(new Pair<>(Singleton.ONLY, 1)).first()).isSameAs(Singleton.ONLY);
  }

  @Test
  void shouldKeepFieldsOfSubclassesOfJdkClasses() {
    MyList list = new MyList();
    list.add("x");
    list.label = "l";
    assertThat(copy(list)).containsExactly("x");
    assertThat(copy(list).label).isEqualTo("l");
    MyFailure failure = copy(new MyFailure(7, new MyFailure(8, null)));
    assertThat(failure.code).isEqualTo(7);
    assertThat(((MyFailure) failure.getCause()).code).isEqualTo(8);
  }

  @Test
  void shouldCarrySerializableClassesWithoutHooksByTheirFields() {
    PlainSerializable copy = copy(new PlainSerializable());
    assertThat(copy.notSerializable).isEqualTo(new Pair<>(1, 2));
    assertThat(copy.skipped).isIn(0, 7);
  }

  @Test
  void shouldNameWhatIsNotSerializableInsideJavaSerialization() {
    MyList list = new MyList();
    list.add(new Pair<>(1, 2));
    Unsendable problem = refused(List.of(list));
    assertThat(problem.type()).isEqualTo(Pair.class.getName());
    assertThat(problem.path()).isEqualTo("[0] (" + MyList.class.getName() + ")");
    assertThat(problem.reason()).contains("travels by Java serialization");
    assertThat(problem.remedy()).startsWith("make UserClassesTest$Pair Serializable");
  }

  @Test
  void shouldKeepTheMessageOfAFailingWriteObject() {
    assertThat(refused(new Failing(true)).reason()).contains("no writing today");
  }

  @Test
  void shouldFindInThePreflightWhatFailsOnlyOnRead() {
    Unsendable problem = refusedByPreflight(new Pair<>(1, new Failing(false)));
    assertThat(problem.reason()).contains("can be written but not read back", "no reading today");
    assertThat(problem.remedy()).contains("wrap it: new ArrayList<>(…)");
    assertThat(problem.path()).isEqualTo("component second");
  }

  @Test
  void shouldFindInThePreflightARecordThatContainsItself() {
    List<Object> list = new ArrayList<>();
    Pair<Object, Object> pair = new Pair<>(list, 1);
    list.add(pair);
    assertThat(refusedByPreflight(pair).reason()).contains("contains itself");
  }

  @Test
  void shouldFindInThePreflightAConstructorThatFails() {
    Unrepeatable value = new Unrepeatable();
    Unrepeatable.broken = true;
    try {
      assertThat(refusedByPreflight(value).reason()).contains("once only");
    } finally {
      Unrepeatable.broken = false;
    }
  }
}
