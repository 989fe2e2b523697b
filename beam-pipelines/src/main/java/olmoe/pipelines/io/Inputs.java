package olmoe.pipelines.io;

import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;

/// The input files of a run, found by their paths relative to the recipe.
///
/// @param root the recipe's folder, on any of Beam's file systems
public record Inputs(String root) implements Serializable {

    /// Opens a block as [Format#read] wants it: from the byte before, unless it is a file's first.
    public ReadableByteChannel open(Block block) throws IOException {
        ReadableByteChannel channel = FileSystems.open(resource(block.path()));
        if (block.from() > 0) {
            ((SeekableByteChannel) channel).position(block.from() - 1);
        }
        return channel;
    }

    /// Opens a block's file for reading at any place.
    public SeekableByteChannel openWhole(Block block) throws IOException {
        return Places.seekable(FileSystems.open(resource(block.path())), block.path());
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
