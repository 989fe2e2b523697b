package olmoe.pipelines.io;

import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.recipe.Source;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;

/// The input files of a run, found by their paths relative to the recipe.
///
/// @param root the recipe's folder, on any of Beam's file systems
public record Inputs(String root) implements Serializable {

    /// @param folder a path of this machine, or `scheme://…` of a file system that Beam has
    public static Inputs of(String folder) {
        return new Inputs(Places.of(folder).root());
    }

    /// The files of a source, as a [Source.Listing].
    public SortedMap<String, Long> files(Source source) throws IOException {
        if (!isRemote()) {
            return source.inputSizes(Path.of(root));
        }
        SortedMap<String, Long> listed = new TreeMap<>();
        for (String folder : source.folders()) {
            String below = folder.isEmpty() ? root : root + "/" + folder;
            for (MatchResult.Metadata file :
                    FileSystems.match(below + "/**", EmptyMatchTreatment.ALLOW).metadata()) {
                listed.put(file.resourceId().toString().substring(root.length() + 1), file.sizeBytes());
            }
        }
        return source.select(listed, root);
    }

    /// The sidecars of a source's files, with their sizes.
    ///
    /// @throws ConfigurationException where a file has none
    public SortedMap<String, Long> sidecars(Source source) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (String path : files(source).keySet()) {
            for (String experiment : source.attributes().keySet()) {
                String sidecar = Source.sidecar(path, experiment);
                MatchResult found =
                        FileSystems.matchResources(List.of(resource(sidecar))).get(0);
                if (found.status() == MatchResult.Status.NOT_FOUND) {
                    throw source.place()
                            .mistake("attributes: expected " + sidecar + " beside " + path + ", found none");
                }
                sizes.put(sidecar, found.metadata().get(0).sizeBytes());
            }
        }
        return sizes;
    }

    /// Whether they lie in an object store or the like, not on this machine.
    public boolean isRemote() {
        return Places.isRemote(root);
    }

    /// Opens a block as [Format#read] wants it: from the byte before, unless it is a file's first.
    public ReadableByteChannel open(Block block) throws IOException {
        ReadableByteChannel channel = FileSystems.open(resource(block.path()));
        if (block.from() > 0) {
            Places.seekable(channel, block.path()).position(block.from() - 1);
        }
        return channel;
    }

    /// Opens a block's file for reading at any place.
    public SeekableByteChannel openWhole(Block block) throws IOException {
        return Places.seekable(FileSystems.open(resource(block.path())), block.path());
    }

    /// Where the inputs are, seen from a corpus: relative where both lie on this machine.
    public String from(Places places) {
        return isRemote() || places.isRemote()
                ? root
                : Path.of(places.root()).relativize(Path.of(root)).toString();
    }

    public long size(String path) throws IOException {
        return metadata(path).sizeBytes();
    }

    /// Milliseconds since the epoch, or what else the file system tells of changes.
    public long modified(String path) throws IOException {
        return metadata(path).lastModifiedMillis();
    }

    /// Cuts a file into blocks.
    ///
    /// @param splitBytes largest block of a file that can be read from the middle
    public List<Block> blocks(String source, String path, long splitBytes) throws IOException {
        long size = size(path);
        List<Block> blocks = new ArrayList<>();
        long step = Format.splittable(path) ? splitBytes : Math.max(size, 1);
        for (long from = 0; from == 0 || from < size; from += step) {
            blocks.add(new Block(source, path, blocks.size(), from, Math.min(size, from + step)));
        }
        return blocks;
    }

    private MatchResult.Metadata metadata(String path) throws IOException {
        return FileSystems.matchResources(List.of(resource(path)))
                .get(0)
                .metadata()
                .get(0);
    }

    private ResourceId resource(String path) {
        return FileSystems.matchNewResource(root + "/" + path, false);
    }
}
