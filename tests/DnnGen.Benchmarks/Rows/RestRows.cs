using System.Numerics;
using System.Runtime.InteropServices;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

namespace DnnGen.Benchmarks.Rows;

/// <summary>What is no race: the same bits on any number of threads, the size of the package, the native program.</summary>
internal static class RestRows
{
    private const string Group = "The rest";

    private static readonly int[] ThreadCounts = [1, 2, 4, 8];

    public static IEnumerable<Row> All =>
    [
        new($"{Group}: the same bits with 1, 2, 4 and 8 threads", true, session => session.Add(SameBits())),
        new($"{Group}: package size", false, session => session.Add(PackageSize())),
    ];

    private static Figure SameBits()
    {
        const string name = "parameters after 5 steps with 1, 2, 4 and 8 threads", goal = "bit for bit the same";
        if (!Threads.OursCanBeSet)
        {
            return new(Group, name, "the same", goal, true) { Remark = "the library uses one thread" };
        }

        var different = ThreadCounts.Skip(1).Where(count =>
            !Trained<Cats, float>(209, count).SequenceEqual(Trained<Cats, float>(209, 1))
            || !Trained<WideDigits, float>(64, count).SequenceEqual(Trained<WideDigits, float>(64, 1))
            || !Trained<CatsDouble, double>(209, count).SequenceEqual(Trained<CatsDouble, double>(209, 1))).ToList();
        return different.Count == 0
            ? new(Group, name, "the same", goal, true)
            : new(Group, name, $"other bits with {string.Join(", ", different)} threads", goal, false);
    }

    private static byte[] Trained<TNetwork, T>(int batch, int threads)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Threads.Set(threads);
        var step = new OurStep<TNetwork, T>(
            Peers.StepKind.SGD, Data.Uniform<T>(TNetwork.InputSize * batch, 1), Data.Labels<T>(TNetwork.OutputSize, batch), batch);
        step.Repeat(5, 0.01);
        return MemoryMarshal.AsBytes(step.Network.Parameters.AsSpan()).ToArray();
    }

    private static Figure PackageSize()
    {
        const string name = "package size", goal = "≤ 1 MB";
        using var folder = new TemporaryFolder();
        var pack = Command.Sdk(BuildPlace.Root, "pack", Path.Combine("src", "DnnGen"), "-c", "Release", "-o", folder.Name);
        if (pack.ExitCode != 0 || Directory.GetFiles(folder.Name, "*.nupkg") is not [var package])
        {
            return new(Group, name, "not measured", goal, null) { Remark = $"it could not be packed: {pack.LastLine}" };
        }

        double megabytes = new FileInfo(package).Length / 1e6;
        return new(Group, name, FormattableString.Invariant($"{megabytes:F2} MB"), goal, megabytes <= 1) { Number = megabytes };
    }
}
