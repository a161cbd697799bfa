using System.Buffers.Binary;
using System.Numerics.Tensors;

namespace LopmiBot.Answers.Embeddings;

/// <summary>A vector in a quarter of its size: one byte a number, and their common scale.</summary>
internal static class QuantizedVector
{
    private const int Levels = 127;

    /// <summary>Bytes of a vector of some dimensions.</summary>
    public static int SizeOf(int dimensions) => sizeof(float) + dimensions;

    /// <summary>Numbers of a vector of some bytes.</summary>
    public static int DimensionsOf(int size) => size - sizeof(float);

    public static byte[] Write(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[SizeOf(vector.Length)];
        var scale = MathF.Max(TensorPrimitives.MaxMagnitude(vector) is var most && most < 0 ? -most : most, float.Epsilon) / Levels;
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        for (var i = 0; i < vector.Length; i++)
        {
            bytes[sizeof(float) + i] = (byte)(sbyte)Math.Clamp((int)MathF.Round(vector[i] / scale), -Levels, Levels);
        }

        return bytes;
    }

    public static void Read(ReadOnlySpan<byte> bytes, Span<float> vector)
    {
        var scale = BinaryPrimitives.ReadSingleLittleEndian(bytes);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (sbyte)bytes[sizeof(float) + i] * scale;
        }
    }
}
