package olmoe.pipelines.io;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/// Source and path as UTF, then index, from and to.
public final class BlockCoder extends AtomicCoder<Block> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(Block block, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeUTF(block.source());
        out.writeUTF(block.path());
        out.writeInt(block.index());
        out.writeLong(block.from());
        out.writeLong(block.to());
        out.flush();
    }

    @Override
    public Block decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return new Block(in.readUTF(), in.readUTF(), in.readInt(), in.readLong(), in.readLong());
    }
}
