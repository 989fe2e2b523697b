package olmoe.pipelines;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import olmoe.filters.DocumentKey;
import org.apache.beam.sdk.coders.AtomicCoder;

/// A document in one band's bucket: 16 bytes, so that with the key of the bucket 24 go through the
/// shuffle; 8 more where dates count.
///
/// @param order the priority of its source in 16 bits, then the first 48 bits of its key: the order of
///     survival as an unsigned number, all but for dates and for keys that begin alike
/// @param date its place in the order of survival behind the priority, or 0 for all
/// @param part ordinal of its part
record BandMember(long order, long date, int part, int row) {

    static BandMember of(int priority, long date, DocumentKey key, int part, int row) {
        return new BandMember((long) priority << 48 | key.high() >>> 16, date, part, row);
    }

    static final class Coder extends AtomicCoder<BandMember> {
        private static final long serialVersionUID = 1L;

        private final boolean dated;

        Coder(boolean dated) {
            this.dated = dated;
        }

        @Override
        public void encode(BandMember member, OutputStream stream) throws IOException {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeLong(member.order());
            if (dated) {
                out.writeLong(member.date());
            }
            out.writeInt(member.part());
            out.writeInt(member.row());
        }

        @Override
        public BandMember decode(InputStream stream) throws IOException {
            DataInputStream in = new DataInputStream(stream);
            return new BandMember(in.readLong(), dated ? in.readLong() : 0, in.readInt(), in.readInt());
        }
    }
}
