using System.Numerics;

using TorchSharp;

namespace DnnGen.Benchmarks.Peers;

/// <summary>TorchSharp, where it loads.</summary>
internal static class Torch
{
    public const string Name = "TorchSharp";

    /// <summary>Why there is no TorchSharp here; null where there is.</summary>
    public static string? Missing { get; } = PeerBuild.Load(typeof(torch).Assembly, "torch_cpu", "LibTorchSharp");

    public static void SetThreads(int count)
    {
        if (Missing is null)
        {
            torch.set_num_threads(count);
        }
    }

    /// <summary>A tensor of (rows × columns), row after row.</summary>
    public static torch.Tensor Tensor<T>(T[] data, long rows, long columns)
        where T : unmanaged, INumber<T>
    {
        using var flat = torch.from_array(data);
        return flat.reshape(rows, columns).clone();
    }

    public static torch.ScalarType TypeOf<T>() => typeof(T) == typeof(double) ? torch.float64 : torch.float32;
}
