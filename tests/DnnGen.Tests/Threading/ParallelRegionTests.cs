using DnnGen.Tests.Networks;
using DnnGen.Threading;

namespace DnnGen.Tests.Threading;

/// <summary>Work divided among threads: every part once, whatever else happens.</summary>
public sealed class ParallelRegionTests
{
    private const long Large = 1L << 40;

    [Fact]
    public void Every_part_runs_exactly_once_in_region_after_region()
    {
        for (int round = 0; round < 2000; round++)
        {
            int[] runs = new int[(round % 9) + 1];
            ParallelRegion.Run(new Count(runs), runs.Length, round % 2 == 0 ? Large : 0);
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Regions_of_many_threads_at_once_do_not_mix()
    {
        Parallel.For(0, 8, _ =>
        {
            for (int round = 0; round < 500; round++)
            {
                int[] runs = new int[5];
                ParallelRegion.Run(new Count(runs), runs.Length, Large);
                Assert.All(runs, count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void A_region_inside_a_region_runs_where_it_stands()
    {
        int[] runs = new int[12];
        ParallelRegion.Run(new Nested(runs), 4, Large);
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public void An_exception_in_a_part_reaches_the_caller_after_all_parts_and_the_next_region_is_well()
    {
        int[] runs = new int[6];
        var exception = Assert.Throws<InvalidOperationException>(() => ParallelRegion.Run(new Failing(runs), runs.Length, Large));
        Assert.Equal("part 3", exception.Message);
        Assert.Equal(6, runs.Sum());
        int[] again = new int[4];
        ParallelRegion.Run(new Count(again), again.Length, Large);
        Assert.All(again, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_thread_that_is_interrupted_in_a_region_still_finishes_it_and_is_interrupted_afterwards()
    {
        int wrong = 0, interruptions = 0;
        bool stop = false;
        var caller = new Thread(() =>
        {
            for (int round = 0; round < 300; round++)
            {
                try
                {
                    int[] runs = new int[8];
                    ParallelRegion.Run(new Slow(runs), runs.Length, Large);
                    wrong += runs.All(count => count == 1) ? 0 : 1;
                    Thread.Sleep(0);
                }
                catch (ThreadInterruptedException)
                {
                    interruptions++;
                }
            }

            Volatile.Write(ref stop, true);
        });
        caller.Start();
        while (!Volatile.Read(ref stop))
        {
            caller.Interrupt();
            Thread.SpinWait(2000);
        }

        caller.Join();
        Assert.Equal(0, wrong);
        Assert.True(interruptions > 0);
    }

    [Fact]
    public void A_region_allocates_nothing()
    {
        int[] runs = new int[2];
        long fewest = long.MaxValue;
        for (int call = 0; call < 5; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ParallelRegion.Run(new Count(runs), 2, Large);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }

    [Fact]
    public void Small_work_is_one_part_and_large_work_as_many_as_there_may_be_threads()
    {
        Assert.Equal(1, ParallelRegion.Parts(0));
        Assert.Equal(1, ParallelRegion.Parts(1000));
        Assert.Equal(Parallelism.MaxThreads, ParallelRegion.Parts(long.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    public void A_number_of_threads_that_cannot_be_says_which_can(int count)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.MaxThreads = count);
        Assert.StartsWith($"Parallelism.MaxThreads is set to {count}; it takes 1 (no helpers) to 64.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_networks_that_train_at_once_give_what_each_gives_alone()
    {
        float[] alone = Train();
        float[][] together = new float[4][];
        Parallel.For(0, together.Length, i => together[i] = Train());
        Assert.All(together, parameters => Assert.Equal(alone, parameters));

        static float[] Train()
        {
            // Large enough that its products are divided.
            var random = new SeededRandom(3);
            Matrix<float> x = Matrix<float>.Zeros(300, 96), y = Matrix<float>.Zeros(3, 96);
            for (int j = 0; j < x.Columns; j++)
            {
                for (int i = 0; i < x.Rows; i++)
                {
                    x[i, j] = (float)random.NextNormal();
                }

                y[j % 3, j] = 1;
            }

            var network = Divided.Create(seed: 1);
            var ws = network.CreateWorkspace(96);
            for (int step = 0; step < 20; step++)
            {
                network.TrainStep(x, y, 0.05f, ws);
            }

            return network.Parameters.AsSpan().ToArray();
        }
    }

    private readonly struct Count(int[] runs) : IParallelWork
    {
        public void Run(int part, int parts) => Interlocked.Increment(ref runs[part]);
    }

    private readonly struct Slow(int[] runs) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            Thread.SpinWait(500);
            Interlocked.Increment(ref runs[part]);
        }
    }

    private readonly struct Nested(int[] runs) : IParallelWork
    {
        public void Run(int part, int parts) => ParallelRegion.Run(new Shifted(runs, 3 * part), 3, Large);
    }

    private readonly struct Shifted(int[] runs, int start) : IParallelWork
    {
        public void Run(int part, int parts) => Interlocked.Increment(ref runs[start + part]);
    }

    private readonly struct Failing(int[] runs) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            Interlocked.Increment(ref runs[part]);
            if (part == 3)
            {
                throw new InvalidOperationException("part 3");
            }
        }
    }
}
