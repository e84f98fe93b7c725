namespace DnnGen.Tests.Networks;

/// <summary>A training that runs for days must not grow.</summary>
public sealed class LongTrainingTests
{
    [Fact]
    public void A_million_steps_leave_memory_as_it_was_and_collect_no_garbage()
    {
        var (x, y) = (Matrix<float>.Zeros(2, 8), Matrix<float>.Zeros(1, 8));
        for (int j = 0; j < 8; j++)
        {
            x[0, j] = (j & 1) - 0.5f;
            x[1, j] = ((j >> 1) & 1) - 0.5f;
            y[0, j] = ((j ^ (j >> 1)) & 1) == 0 ? 1 : 0;
        }

        var network = Exclusive.Create(seed: 5);
        var ws = network.CreateWorkspace(8);
        float first = network.TrainStep(x, y, 0.1f, ws), last = first;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1_000_000; step++)
        {
            last = network.TrainStep(x, y, 0.1f, ws);
        }

        // Compiling the hot loop anew may allocate a little; a step that allocated one byte would show a million.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.True(float.IsFinite(last));
        Assert.InRange(last, 0, first);
    }
}
