package olmoe.release.format;

/// A number format of the safetensors layout, little-endian in the file.
public enum SafetensorsType {
    F64(8),
    I64(8),
    F32(4),
    I32(4),
    BF16(2),
    F16(2),
    U8(1);

    private final int bytes;

    SafetensorsType(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes of one element.
    public int bytes() {
        return bytes;
    }

    /// Whether the elements are floating point, and so can be widened to double without loss.
    public boolean isFloat() {
        return this == F64 || this == F32 || this == BF16 || this == F16;
    }
}
