package olmoe.pipelines;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// A class path as one jar. Flink uploads and fetches what a client sends one file after the other; two hundred of them
/// took half a minute for every job.
final class StagedJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SERVICES = "META-INF/services/";
    private static final Pattern LEFT_OUT = Pattern.compile("META-INF/[^/]+\\.(SF|DSA|RSA)|(.*/)?module-info\\.class");

    private final Set<String> names = new HashSet<>();
    private final Map<String, LinkedHashSet<String>> services = new TreeMap<>();

    private StagedJar() {}

    /// Writes it. Of two files with one name the first on the class path stays, as it would be found; lists of services
    /// are joined. Nothing is decompressed.
    ///
    /// @param classPath jars and folders; what is not there is left out
    static void write(List<Path> classPath, Path jar) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(jar)) {
            StagedJar staged = new StagedJar();
            staged.put(out, MANIFEST, "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n");
            for (Path entry : classPath) {
                if (Files.isDirectory(entry)) {
                    staged.addFolder(out, entry);
                } else if (Files.isRegularFile(entry)) {
                    staged.addJar(out, entry);
                }
            }
            for (Map.Entry<String, LinkedHashSet<String>> service : staged.services.entrySet()) {
                staged.put(out, service.getKey(), String.join("\n", service.getValue()) + "\n");
            }
        }
    }

    /// The entries of a class path that a Flink cluster does not have itself.
    static List<Path> withoutFlink(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.getFileName().toString().startsWith("flink-"))
                .toList();
    }

    private void addFolder(ZipArchiveOutputStream out, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            if (name.startsWith(SERVICES)) {
                addService(name, Files.readAllBytes(file));
            } else if (isNew(name)) {
                out.putArchiveEntry(new ZipArchiveEntry(name));
                Files.copy(file, out);
                out.closeArchiveEntry();
            }
        }
    }

    private void addJar(ZipArchiveOutputStream out, Path jar) throws IOException {
        try (ZipFile in = ZipFile.builder().setPath(jar).get()) {
            for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
                String name = entry.getName();
                if (entry.isDirectory()) {
                    continue;
                }
                if (name.startsWith(SERVICES)) {
                    try (InputStream content = in.getInputStream(entry)) {
                        addService(name, content.readAllBytes());
                    }
                } else if (isNew(name)) {
                    try (InputStream raw = in.getRawInputStream(entry)) {
                        out.addRawArchiveEntry(entry, raw);
                    }
                }
            }
        }
    }

    private boolean isNew(String name) {
        return !LEFT_OUT.matcher(name).matches() && names.add(name);
    }

    private void addService(String name, byte[] content) {
        Set<String> providers = services.computeIfAbsent(name, n -> new LinkedHashSet<>());
        for (String line : new String(content, StandardCharsets.UTF_8).split("\\R")) {
            String provider = line.split("#", 2)[0].trim();
            if (!provider.isEmpty()) {
                providers.add(provider);
            }
        }
    }

    private void put(ZipArchiveOutputStream out, String name, String content) throws IOException {
        names.add(name);
        out.putArchiveEntry(new ZipArchiveEntry(name));
        out.write(content.getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
    }
}
