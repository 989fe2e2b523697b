package olmoe.pipelines;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import olmoe.dedup.Member;
import olmoe.filters.DocumentKey;
import org.apache.beam.sdk.coders.AtomicCoder;

/// 26 bytes: priority (2), key (16), part (4), row (4), big-endian.
final class MemberCoder extends AtomicCoder<Member> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(Member member, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeShort(member.priority());
        out.writeLong(member.key().high());
        out.writeLong(member.key().low());
        out.writeInt(member.part());
        out.writeInt(member.row());
    }

    @Override
    public Member decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return new Member(
                in.readUnsignedShort(), new DocumentKey(in.readLong(), in.readLong()), in.readInt(), in.readInt());
    }
}
