using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using DnnGen.Kernels;

namespace DnnGen.Benchmarks.Harness;

/// <summary>Bytes that one or more threads read in a second from buffers of a size.</summary>
internal sealed record Bandwidth(int Threads, long BufferBytes, double BytesPerSecond);

/// <summary>Multiply-adds, as two operations each, that one or more threads do in a second.</summary>
internal sealed record Peak(int Threads, string Precision, double FlopPerSecond);

/// <summary>What this machine can do at most, measured: no time can be below its numbers.</summary>
internal sealed record MachineLimits(IReadOnlyList<Peak> Peaks, IReadOnlyList<Bandwidth> Bandwidths)
{
    /// <summary>One size or two for each level of a usual memory: L1, L2, L3, and beyond.</summary>
    private static readonly long[] BufferSizes = [16 << 10, 512 << 10, 1 << 20, 4 << 20, 16 << 20, 128 << 20];

    /// <summary>What a thread reads in one try: long enough that the meeting of the threads before and after it is nothing.</summary>
    private const long BytesOfOneTry = 128 << 20;

    public static MachineLimits Measure(IEnumerable<int> threads)
    {
        var peaks = new List<Peak>();
        var bandwidths = new List<Bandwidth>();
        foreach (int count in threads.Append(1).Distinct().Order())
        {
            peaks.Add(new(count, "float", Fastest(count, _ => Multiply<float>(), 0.25)));
            peaks.Add(new(count, "double", Fastest(count, _ => Multiply<double>(), 0.25)));
            foreach (long size in BufferSizes)
            {
                // Each thread reads its part of the buffer, as the threads of one product do.
                var buffers = Enumerable.Range(0, count).Select(_ => Filled((int)(size / sizeof(float) / count))).ToArray();
                int repetitions = (int)Math.Max(1, (count * BytesOfOneTry) / size);
                bandwidths.Add(new(count, size, Fastest(count, thread => Read(buffers[thread], repetitions), 0.2)));
            }
        }

        return new(peaks, bandwidths);
    }

    public double PeakOf(string precision, int threads) =>
        Peaks.Last(peak => peak.Precision == precision && peak.Threads <= threads).FlopPerSecond;

    /// <summary>What can be read in a second from memory that lies where so many bytes fit.</summary>
    public double BandwidthOf(double bytes, int threads)
    {
        var measured = Bandwidths.Where(bandwidth => bandwidth.Threads <= threads).GroupBy(bandwidth => bandwidth.Threads).Last();
        return (measured.FirstOrDefault(bandwidth => bandwidth.BufferBytes >= bytes) ?? measured.Last()).BytesPerSecond;
    }

    private static float[] Filled(int length)
    {
        float[] buffer = new float[length];
        buffer.AsSpan().Fill(1);
        return buffer;
    }

    /// <summary>The most work per second that all threads together did: the fastest of many tries, for a limit is no median.</summary>
    private static double Fastest(int threads, Func<int, double> work, double seconds)
    {
        double best = 0;
        using var barrier = new Barrier(threads);
        var clock = Stopwatch.StartNew();
        bool go = true;
        void Work(int thread)
        {
            while (true)
            {
                // The first thread decides, between two barriers, whether there is another try.
                if (thread == 0)
                {
                    go = clock.Elapsed.TotalSeconds < seconds;
                }

                barrier.SignalAndWait();
                if (!go)
                {
                    return;
                }

                long start = Stopwatch.GetTimestamp();
                double done = work(thread);
                barrier.SignalAndWait();
                if (thread == 0)
                {
                    best = Math.Max(best, done * threads / Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }
        }

        var others = Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Work(thread))).ToList();
        others.ForEach(other => other.Start());
        Work(0);
        others.ForEach(other => other.Join());
        return best;
    }

    /// <summary>Multiply-adds in registers, enough of them side by side to hide the time that one takes.</summary>
    /// <returns>The operations done.</returns>
    private static double Multiply<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector512.IsHardwareAccelerated ? Multiply<T, Vector512<T>, Simd512<T>>()
        : Vector256.IsHardwareAccelerated ? Multiply<T, Vector256<T>, Simd256<T>>()
        : Multiply<T, Vector128<T>, Simd128<T>>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Multiply<T, TVector, TSimd>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        const int iterations = 1_000_000, registers = 10;
        var x = TSimd.Broadcast(T.CreateTruncating(0.999));
        var y = TSimd.Broadcast(T.CreateTruncating(0.001));
        TVector a0 = x, a1 = x, a2 = x, a3 = x, a4 = x, a5 = x, a6 = x, a7 = x, a8 = x, a9 = x;
        for (int i = 0; i < iterations; i++)
        {
            a0 = TSimd.MultiplyAdd(a0, x, y);
            a1 = TSimd.MultiplyAdd(a1, x, y);
            a2 = TSimd.MultiplyAdd(a2, x, y);
            a3 = TSimd.MultiplyAdd(a3, x, y);
            a4 = TSimd.MultiplyAdd(a4, x, y);
            a5 = TSimd.MultiplyAdd(a5, x, y);
            a6 = TSimd.MultiplyAdd(a6, x, y);
            a7 = TSimd.MultiplyAdd(a7, x, y);
            a8 = TSimd.MultiplyAdd(a8, x, y);
            a9 = TSimd.MultiplyAdd(a9, x, y);
        }

        // Every result is used, so that no multiply-add may be left out.
        Span<T> sums = stackalloc T[4];
        TSimd.AddSums(a0, a1, a2, a3, T.One, ref sums[0]);
        TSimd.AddSums(a4, a5, a6, a7, T.One, ref sums[0]);
        TSimd.AddSums(a8, a9, a8, a9, T.One, ref sums[0]);
        Keep(double.CreateTruncating(sums[0] + sums[1] + sums[2] + sums[3]));
        return 2.0 * iterations * registers * TSimd.Width;
    }

    /// <summary>Adds up a buffer again and again.</summary>
    /// <returns>The bytes read.</returns>
    private static double Read(float[] buffer, int repetitions) =>
        Vector512.IsHardwareAccelerated ? Read<Vector512<float>, Simd512<float>>(buffer, repetitions)
        : Vector256.IsHardwareAccelerated ? Read<Vector256<float>, Simd256<float>>(buffer, repetitions)
        : Read<Vector128<float>, Simd128<float>>(buffer, repetitions);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Read<TVector, TSimd>(float[] buffer, int repetitions)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, float>
    {
        var one = TSimd.Broadcast(1f);
        TVector a0 = TSimd.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        ref float start = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(buffer);
        int end = buffer.Length - (8 * TSimd.Width);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            for (int i = 0; i <= end; i += 8 * TSimd.Width)
            {
                a0 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i), a0);
                a1 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + TSimd.Width), a1);
                a2 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (2 * TSimd.Width)), a2);
                a3 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (3 * TSimd.Width)), a3);
                a4 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (4 * TSimd.Width)), a4);
                a5 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (5 * TSimd.Width)), a5);
                a6 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (6 * TSimd.Width)), a6);
                a7 = TSimd.MultiplyAdd(one, TSimd.Load(ref start, i + (7 * TSimd.Width)), a7);
            }
        }

        Span<float> sums = stackalloc float[4];
        TSimd.AddSums(a0, a1, a2, a3, 1f, ref sums[0]);
        TSimd.AddSums(a4, a5, a6, a7, 1f, ref sums[0]);
        Keep(sums[0] + sums[1] + sums[2] + sums[3]);
        return (double)repetitions * buffer.Length * sizeof(float);
    }

    /// <summary>Keeps the compiler from leaving out what nobody reads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(double value) => GC.KeepAlive(value);
}
