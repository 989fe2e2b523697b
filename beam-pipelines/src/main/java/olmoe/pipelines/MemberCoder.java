package olmoe.pipelines;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import olmoe.dedup.Member;
import olmoe.filters.DocumentKey;
import org.apache.beam.sdk.coders.AtomicCoder;

/// 26 bytes: priority (2), key (16), part (4), row (4), big-endian; where dates count 8 of the date before the
/// key.
final class MemberCoder extends AtomicCoder<Member> {
    private static final long serialVersionUID = 1L;

    private final boolean dated;

    MemberCoder(boolean dated) {
        this.dated = dated;
    }

    @Override
    public void encode(Member member, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeShort(member.priority());
        if (dated) {
            out.writeLong(member.date());
        }
        out.writeLong(member.key().high());
        out.writeLong(member.key().low());
        out.writeInt(member.part());
        out.writeInt(member.row());
    }

    @Override
    public Member decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return new Member(
                in.readUnsignedShort(),
                dated ? in.readLong() : 0,
                new DocumentKey(in.readLong(), in.readLong()),
                in.readInt(),
                in.readInt());
    }
}
