package olmoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTest {

    /// A collector that keeps a third for young objects leaves two thirds.
    @Test
    void whatIsKeptForYoungObjectsIsNoRoom() throws Exception {
        assertTrue(room() <= 210 << 20);
        assertTrue(room("-Xmn50m") >= 240 << 20);
        assertEquals("start with OLMOE_JVM='-Xmx15g -Xmn512m'", Heap.start(14_250_351_616L));
    }

    private static long room(String... options) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx300m", "-XX:+UseParallelGC");
        builder.command().addAll(List.of(options));
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return Long.parseLong(out.strip());
    }

    /// What the other JVM runs.
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println(Heap.room());
        }
    }
}
