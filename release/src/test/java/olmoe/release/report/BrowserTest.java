package olmoe.release.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import olmoe.release.card.Fixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page in a real browser, where there is one: Chromium, headless, without a network.
class BrowserTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int TIMEOUT_SECONDS = 60;

    @TempDir
    Path folder;

    private Path browser;

    @BeforeEach
    void findBrowser() {
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : NAMES) {
                if (browser == null && Files.isExecutable(Path.of(place, name))) {
                    browser = Path.of(place, name);
                }
            }
        }
        assumeTrue(browser != null, "1 test skipped: none of " + NAMES + " is on the PATH");
    }

    @Test
    void opensWithoutAnErrorAndAsksForNothing() throws Exception {
        Path page = write("index.html", Report.render(Fixture.measured()));
        Run run = run(page, "--dump-dom", "--log-net-log=" + folder.resolve("net.json"));
        for (String section : List.of("corpus", "model", "checks", "samples", "files", "verify")) {
            assertTrue(run.output().contains("<section id=\"" + section + "\">"), section);
        }
        assertFalse(run.messages().contains("CONSOLE"), run.messages());
        assertEquals(Set.of(), requested());

        Path control =
                write("control.html", "<!doctype html><title>x</title><img src=\"http://tracker.example/x.png\">");
        run(control, "--dump-dom", "--log-net-log=" + folder.resolve("net.json"));
        assertEquals(Set.of("http://tracker.example/x.png"), requested());
    }

    @Test
    void doesNotScrollSidewaysOnPhonesTabletsAndDesks() throws Exception {
        List<Integer> widths = List.of(360, 390, 768, 1280);
        String page = Html.escape(Report.render(Fixture.measured()));
        StringBuilder frames = new StringBuilder("<!doctype html><title>widths</title><body>");
        for (int width : widths) {
            frames.append("<iframe width=\"")
                    .append(width)
                    .append("\" height=\"800\" srcdoc=\"")
                    .append(page);
            frames.append("\" onload=\"document.title += ' ' + this.contentDocument.documentElement.scrollWidth\">");
            frames.append("</iframe>");
        }
        Run run = run(write("frames.html", frames.toString()), "--dump-dom", "--window-size=1600,1000");
        Matcher title = Pattern.compile("<title>widths ([0-9 ]+)</title>").matcher(run.output());
        assertTrue(title.find(), run.messages());
        List<Integer> found = Arrays.stream(title.group(1).split(" "))
                .map(Integer::valueOf)
                .sorted()
                .toList();
        assertEquals(widths, found);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isDrawnInLightAndDark(boolean dark) throws Exception {
        Path page = write("index.html", Report.render(Fixture.measured()));
        Path picture = folder.resolve("page.png");
        run(
                page,
                "--screenshot=" + picture,
                "--window-size=1000,1400",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
        BufferedImage image = ImageIO.read(picture.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        int paper = image.getRGB(2, 2) & 0xFF;
        assertEquals(dark, paper < 0x40, "paper is " + Integer.toHexString(paper));
        assertTrue(colours.size() > 50, colours.size() + " colours");
    }

    /// The web addresses that were asked for, but for those of the browser's own maker. None
    /// leaves the machine: no host resolves.
    private Set<String> requested() throws IOException {
        Set<String> addresses = new HashSet<>();
        Matcher address = Pattern.compile("\"url\":\"((?:https?|wss?):[^\"]*)\"")
                .matcher(Files.readString(folder.resolve("net.json"), StandardCharsets.UTF_8));
        while (address.find()) {
            if (!address.group(1).matches("https?://[a-z0-9.-]+\\.(google|googleapis|gstatic)\\.com[:/].*")) {
                addresses.add(address.group(1));
            }
        }
        return addresses;
    }

    private Path write(String name, String page) throws IOException {
        return Files.writeString(folder.resolve(name), page, StandardCharsets.UTF_8);
    }

    private record Run(String output, String messages) {}

    private Run run(Path page, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(Arrays.asList(options));
        command.add(page.toUri().toString());
        Path output = folder.resolve("output");
        Path messages = folder.resolve("messages");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile())
                .start();
        try {
            assertTrue(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), "the browser did not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(
                Files.readString(output, StandardCharsets.UTF_8), Files.readString(messages, StandardCharsets.UTF_8));
    }
}
