package io.processpool.payload;

import static io.processpool.payload.Payloads.copy;
import static io.processpool.payload.Payloads.refused;
import static io.processpool.payload.Payloads.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import io.processpool.task.TaskFunction;
import io.processpool.task.TaskSupplier;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LambdasTest {

  record Person(String name, int age) implements Serializable {}

  /** Neither serializable nor with a constructor without parameters. */
  static final class Report {
    private final Object connection;

    Report(Object connection) {
      this.connection = connection;
    }

    String title(int number) {
      return connection + "-" + number;
    }
  }

  static int twice(int x) {
    return 2 * x;
  }

  private static <T, R> R call(TaskFunction<T, R> function, T argument) throws Exception {
    return copy(function).call(argument);
  }

  @Test
  void shouldCarryALambdaWithoutCaptures() throws Exception {
    TaskFunction<Integer, Integer> function = x -> x + 1;
    assertThat(copy(function).call(4)).isEqualTo(5);
  }

  @Test
  void shouldWriteALambdaWithoutCapturesAsKryoDoes() throws Exception {
    TaskFunction<Integer, Integer> function = x -> x + 1;
    ClassWriter classes = new ClassWriter(Payloads.SETTINGS);
    PayloadOutput output = new PayloadOutput(Payloads.SETTINGS.maxValueBytes());
    new PayloadKryo(Payloads.SETTINGS, classes).writeChild(output, function);
    PayloadBlock block = Payloads.block(function);
    assertThat(block.bytes()).isEqualTo(output.toBytes());
    assertThat(block.classNames()).isEqualTo(classes.names());

    ClassReader reader = new ClassReader(Payloads.SETTINGS);
    reader.use(block.classNames());
    PayloadInput input = new PayloadInput();
    input.open(block, 0);
    @SuppressWarnings("unchecked")
    TaskFunction<Integer, Integer> read =
        (TaskFunction<Integer, Integer>)
            new PayloadKryo(Payloads.SETTINGS, reader).readChild(input);
    assertThat(read.call(4)).isEqualTo(5);
  }

  @Test
  void shouldCarryWhatALambdaCaptures() throws Exception {
    int number = 3;
    long wide = 1L << 40;
    byte small = 1;
    String text = "t";
    Report report = new Report("r");
    double[] weights = {0.5};
    TaskFunction<Integer, String> function =
        x -> text + number + wide + small + report.title(x) + weights[0];
    assertThat(call(function, 9)).isEqualTo(function.call(9));
  }

  @Test
  void shouldCarryEveryKindOfMethodReference() throws Exception {
    assertThat(call(LambdasTest::twice, 4)).isEqualTo(8);
    assertThat(call(Person::name, new Person("Ann", 1))).isEqualTo("Ann");
    assertThat(call(new Report("r")::title, 4)).isEqualTo("r-4");
    TaskFunction<Object, Report> constructor = Report::new;
    assertThat(copy(constructor).call("c").title(1)).isEqualTo("c-1");
    TaskFunction<Integer, int[]> array = int[]::new;
    assertThat(copy(array).call(3)).hasSize(3);
    assertThat(call(String::length, "four")).isEqualTo(4);
  }

  @Test
  void shouldCarryLambdasInsideLambdasAndItems() throws Exception {
    TaskFunction<Integer, Integer> inner = x -> x + 1;
    TaskFunction<Integer, Integer> outer = x -> inner.call(inner.call(x));
    assertThat(call(outer, 1)).isEqualTo(3);
    List<TaskSupplier<String>> items = new ArrayList<>();
    items.add(() -> "a");
    items.add(items.get(0));
    List<TaskSupplier<String>> copies = copy(items);
    assertThat(copies.get(0).call()).isEqualTo("a");
    assertThat(copies.get(0)).isSameAs(copies.get(1));
  }

  @Test
  void shouldCarryALambdaOfAnotherSerializableInterface() {
    Function<Integer, Integer> function = (Function<Integer, Integer> & Serializable) x -> x * 3;
    assertThat(copy(function).apply(2)).isEqualTo(6);
  }

  @Test
  void shouldCarryComparatorsOfTheJdkBuiltFromSerializableLambdas() {
    Function<Person, Integer> key = (Function<Person, Integer> & Serializable) Person::age;
    TreeSet<Person> set = new TreeSet<>(Comparator.comparing(key).reversed());
    set.add(new Person("a", 1));
    set.add(new Person("b", 2));
    assertThat(copy(set).first().name()).isEqualTo("b");
  }

  @Test
  void shouldRefuseALambdaThatIsNotSerializable() {
    Function<Integer, Integer> plain = x -> x;
    Unsendable problem = refused(plain);
    assertThat(problem.path()).isEmpty();
    assertThat(problem.type()).contains("$$Lambda");
    assertThat(problem.reason())
        .isEqualTo("lambda of java.util.function.Function, which is not Serializable");
    assertThat(problem.remedy())
        .isEqualTo(
            "declare it as TaskFunction (or another Serializable functional interface), or pass a"
                + " static method reference");
  }

  @Test
  void shouldNameThePlainLambdaThatAMethodReferenceCaptures() {
    Function<Integer, Integer> plain = x -> x;
    TaskFunction<Integer, Integer> reference = plain::apply;
    Unsendable problem = refused(reference);
    assertThat(problem.path())
        .isEqualTo("captured arg 0 (io.processpool.payload.LambdasTest$$Lambda)");
    assertThat(problem.remedy()).startsWith("declare it as TaskFunction");
    assertThat(refused(Function.identity()).reason()).contains("java.util.function.Function");
  }

  @Test
  void shouldNameAComparatorBuiltFromAPlainLambda() {
    Unsendable problem = refused(Comparator.comparing(Person::age));
    assertThat(problem.type()).contains("$$Lambda");
    assertThat(problem.reason()).contains("not Serializable");
  }

  @Test
  void shouldGiveThePathToACapturedResource() {
    Report report = new Report(new Socket());
    TaskFunction<Integer, String> function = report::title;
    Unsendable problem = refused(function);
    assertThat(problem.path())
        .isEqualTo("captured arg 0 (LambdasTest$Report) → field connection (java.net.Socket)");
    assertThat(problem.type()).isEqualTo("java.net.Socket");
    assertThat(problem.remedy()).startsWith("open it inside the task instead");
  }

  @Test
  void shouldAskTheFilterForTheCapturingClass() {
    TaskSupplier<String> supplier = () -> "x";
    PayloadBlock block = Payloads.block(supplier);
    PayloadSettings strict = Payloads.SETTINGS.withClasses(ClassFilter.allowOnly("com.example."));
    assertThat(unreadable(block, strict).reason())
        .contains("io.processpool.payload.LambdasTest is not allowed");
    assertThat(refused(supplier, strict).reason()).contains("is not allowed");
  }

  @Test
  void shouldSayThatTheReaderHasNoSuchLambda() {
    TaskSupplier<String> supplier = () -> "x";
    PayloadBlock block = Payloads.block(supplier);
    String text = new String(block.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("lambda$");
    block.bytes()[at] = 'm';
    assertThat(unreadable(block).reason())
        .isEqualTo("class io.processpool.payload.LambdasTest of the reader has no such lambda");
  }

  @Test
  void shouldCarryFunctionsThatAreClasses() throws Exception {
    int factor = 3;
    TaskFunction<Integer, Integer> anonymous =
        new TaskFunction<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Integer call(Integer x) {
            return factor * x;
          }
        };
    assertThat(copy(anonymous).call(2)).isEqualTo(6);
  }

  @Test
  void shouldCarryALambdaThatUsesThisWhateverClassThisIs() throws Exception {
    assertThat(new Holder(4).adder().call(1)).isEqualTo(5);
    assertThat(copy(new Holder(4).adder()).call(1)).isEqualTo(5);
  }

  static final class Holder {
    private final int number;

    Holder(int number) {
      this.number = number;
    }

    TaskFunction<Integer, Integer> adder() {
      return x -> x + number;
    }
  }
}
