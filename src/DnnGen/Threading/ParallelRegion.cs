using System.Runtime.ExceptionServices;

namespace DnnGen.Threading;

/// <summary>Work in parts that may run in any order and at the same time.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part of the work.</summary>
    /// <param name="part">The part, from 0 on.</param>
    /// <param name="parts">All parts.</param>
    void Run(int part, int parts);
}

/// <summary>Divides work among the calling thread and a few helpers, in about a microsecond and without allocating.</summary>
/// <remarks>
/// <para>
/// The parts of a region are taken one after another, by whichever thread is free: a helper that comes late costs nothing
/// but its help. One that the machine gives to somebody else while it holds a part holds the region up. A helper looks out for the next region for a short while,
/// so that the regions of a training step follow each other without waking anybody, and then sleeps.
/// </para>
/// <para>
/// There is one region at a time. Whoever comes meanwhile, from another thread or from inside a region, does the work alone.
/// </para>
/// </remarks>
internal static class ParallelRegion
{
    /// <summary>The most threads of one region.</summary>
    public const int MostThreads = 64;

    /// <summary>Multiply-adds that are done, by one core, in the time in which a region begins and ends.</summary>
    private const long SmallestPart = 100_000;

    /// <summary>Multiply-adds from which a sleeping helper is worth waking.</summary>
    private const long WorthWaking = 2_000_000;

    /// <summary>Rounds of looking out for the next region, about 50 µs, before a helper sleeps.</summary>
    private const int LookOutRounds = 400;

    private static readonly SemaphoreSlim Bell = new(0);

    /// <summary>1 while a region runs.</summary>
    private static int busy;

    /// <summary>The number of the region, its parts, and the next part to take, in one number that changes at once.</summary>
    private static long state;

    /// <summary>Parts of the region that are done.</summary>
    private static int done;

    private static int sleeping;
    private static int helpers;
    private static RegionWork? current;
    private static ExceptionDispatchInfo? failure;

    /// <summary>How many parts work of so many multiply-adds is worth, 1 when it is not worth a region.</summary>
    public static int Parts(long multiplyAdds) => (int)Math.Clamp(multiplyAdds / SmallestPart, 1, Parallelism.MaxThreads);

    /// <summary>Runs all parts and returns when they are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="multiplyAdds">The size of the work.</param>
    public static void Run<TWork>(in TWork work, int parts, long multiplyAdds)
        where TWork : struct, IParallelWork
    {
        if (parts <= 1 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                work.Run(part, parts);
            }

            return;
        }

        var region = RegionWork<TWork>.Instance;
        region.Work = work;
        bool interrupted = !EnsureHelpers(Math.Min(parts, Parallelism.MaxThreads) - 1);
        Begin(region, parts);

        // From here on helpers may be inside: nothing may leave before they have, not even an interruption of this thread.
        interrupted |= multiplyAdds >= WorthWaking && !Wake(parts - 1);
        Help();
        var patience = default(SpinWait);
        while (Volatile.Read(ref done) != parts)
        {
            try
            {
                patience.SpinOnce(sleep1Threshold: -1);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }

        region.Work = default;
        var failed = Interlocked.Exchange(ref failure, null);
        Volatile.Write(ref busy, 0);
        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }

        failed?.Throw();
    }

    private static void Begin(RegionWork region, int parts)
    {
        current = region;
        done = 0;

        // Everything above is written before the helpers see the new number.
        long number = (Volatile.Read(ref state) >> 32) + 1;
        Interlocked.Exchange(ref state, (number << 32) | ((long)parts << 16));
    }

    /// <summary>Rings for sleeping helpers; false when this thread was interrupted meanwhile, and nobody may have heard.</summary>
    private static bool Wake(int wanted)
    {
        int awake = 0;
        for (; awake < wanted; awake++)
        {
            int asleep = Volatile.Read(ref sleeping);
            if (asleep == 0 || Interlocked.CompareExchange(ref sleeping, asleep - 1, asleep) != asleep)
            {
                break;
            }
        }

        if (awake == 0)
        {
            return true;
        }

        try
        {
            Bell.Release(awake);
            return true;
        }
        catch (ThreadInterruptedException)
        {
            // They are still asleep: whoever comes next is to ring again.
            Interlocked.Add(ref sleeping, awake);
            return false;
        }
    }

    /// <summary>Takes parts of the region until none is left.</summary>
    private static void Help()
    {
        while (true)
        {
            long seen = Volatile.Read(ref state);
            int next = (int)(seen & 0xFFFF), parts = (int)((seen >> 16) & 0xFFFF);
            if (next >= parts)
            {
                return;
            }

            // The exchange succeeds only while the region that was seen still has this part, so the work is its own.
            var work = Volatile.Read(ref current);
            if (Interlocked.CompareExchange(ref state, seen + 1, seen) != seen)
            {
                continue;
            }

            try
            {
                work!.Run(next, parts);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }

            Interlocked.Increment(ref done);
        }
    }

    /// <summary>Starts helpers that are still missing; only the thread that holds the region comes here. False when it was interrupted meanwhile.</summary>
    private static bool EnsureHelpers(int wanted)
    {
        try
        {
            while (helpers < wanted)
            {
                // Without the caller's context: a helper outlives whatever request asked first.
                new Thread(Serve) { IsBackground = true, Name = "DnnGen " + (helpers + 1) }.UnsafeStart();
                helpers++;
            }
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The machine gives no more threads: the caller does all parts that nobody else takes.
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }

        return true;
    }

    private static void Serve()
    {
        long finished = 0;
        while (true)
        {
            int round = 0;
            while (Volatile.Read(ref state) >> 32 == finished)
            {
                if (++round < LookOutRounds)
                {
                    Thread.SpinWait(4);
                    continue;
                }

                Interlocked.Increment(ref sleeping);
                if (Volatile.Read(ref state) >> 32 == finished || !StayAwake())
                {
                    Bell.Wait();
                }

                round = 0;
            }

            finished = Volatile.Read(ref state) >> 32;
            Help();
        }
    }

    /// <summary>Takes back the note that this helper sleeps; false when somebody is already ringing for it.</summary>
    private static bool StayAwake()
    {
        while (true)
        {
            int asleep = Volatile.Read(ref sleeping);
            if (asleep == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref sleeping, asleep - 1, asleep) == asleep)
            {
                return true;
            }
        }
    }

    private abstract class RegionWork
    {
        public abstract void Run(int part, int parts);
    }

    private sealed class RegionWork<TWork> : RegionWork
        where TWork : struct, IParallelWork
    {
        public static readonly RegionWork<TWork> Instance = new();

        public TWork Work;

        public override void Run(int part, int parts) => Work.Run(part, parts);
    }
}
