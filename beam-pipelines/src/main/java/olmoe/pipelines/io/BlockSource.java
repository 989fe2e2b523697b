package olmoe.pipelines.io;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/// Hands out blocks one split each, so that a free slot takes the next one. (Create and Reshuffle put
/// a handful of blocks on one slot and leave the others idle.)
public final class BlockSource extends BoundedSource<Block> {
    private static final long serialVersionUID = 1L;

    private final List<Block> blocks;

    public BlockSource(List<Block> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    @Override
    public List<BlockSource> split(long desiredBundleSizeBytes, PipelineOptions options) {
        return blocks.stream().map(block -> new BlockSource(List.of(block))).toList();
    }

    @Override
    public long getEstimatedSizeBytes(PipelineOptions options) {
        return blocks.stream().mapToLong(block -> block.to() - block.from()).sum();
    }

    @Override
    public Coder<Block> getOutputCoder() {
        return new BlockCoder();
    }

    @Override
    public BoundedReader<Block> createReader(PipelineOptions options) {
        return new Reader(this);
    }

    private static final class Reader extends BoundedReader<Block> {
        private final BlockSource source;
        private Iterator<Block> rest;
        private Block current;

        Reader(BlockSource source) {
            this.source = source;
        }

        @Override
        public boolean start() {
            rest = source.blocks.iterator();
            return advance();
        }

        @Override
        public boolean advance() {
            current = rest.hasNext() ? rest.next() : null;
            return current != null;
        }

        @Override
        public Block getCurrent() {
            if (current == null) {
                throw new NoSuchElementException();
            }
            return current;
        }

        @Override
        public void close() {}

        @Override
        public BoundedSource<Block> getCurrentSource() {
            return source;
        }
    }
}
