using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>Reads the mini-batches of a source, each while the one before it is trained with.</summary>
internal sealed class BatchReader<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IBatchSource<T> source;
    private readonly IWeightedBatchSource<T>? weighted;
    private readonly string member;
    private readonly long examples;
    private readonly int batchSize;
    private readonly int epochs;
    private readonly CancellationTokenSource stop;

    // One pair is trained with while the other is filled.
    private (Matrix<T> X, Matrix<T> Y, Matrix<T> Weights) ready;
    private (Matrix<T> X, Matrix<T> Y, Matrix<T> Weights) filling;
    private (int Epoch, long Start, Task<(Matrix<T> X, Matrix<T> Y, Matrix<T> Weights)> Read)? ahead;

    public BatchReader(IBatchSource<T> source, string member, long examples, int inputs, int outputs, int batchSize, int epochs, CancellationToken cancellationToken)
    {
        this.source = source;
        this.member = member;
        this.examples = examples;
        this.batchSize = batchSize;
        this.epochs = epochs;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        weighted = source as IWeightedBatchSource<T>;
        (ready, filling) = (Allocate(), Allocate());

        (Matrix<T>, Matrix<T>, Matrix<T>) Allocate() =>
            (Matrix<T>.Zeros(inputs, batchSize), Matrix<T>.Zeros(outputs, batchSize), Matrix<T>.Zeros(1, weighted is null ? 0 : batchSize));
    }

    /// <summary>Whether the examples come with weights.</summary>
    public bool IsWeighted => weighted is not null;

    /// <summary>The mini-batch at a place, valid until the next call, and its weights where it has some; begins to read the one after it.</summary>
    public (Matrix<T> X, Matrix<T> Y, Matrix<T> Weights) Next(int epoch, long start)
    {
        if (ahead is not { } expected || (expected.Epoch, expected.Start) != (epoch, start))
        {
            Finish();
            expected = Begin(epoch, start);
        }

        ahead = null;
        (Matrix<T> X, Matrix<T> Y, Matrix<T> Weights) batch;
        try
        {
            batch = expected.Read.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{member}: the source failed at example {start} of epoch {epoch}: {e.Message}"), e);
        }

        (ready, filling) = (filling, ready);
        long next = start + batch.X.Columns;
        if (next < examples)
        {
            ahead = Begin(epoch, next);
        }
        else if (epoch + 1 < epochs)
        {
            ahead = Begin(epoch + 1, 0);
        }

        return batch;
    }

    public void Dispose()
    {
        stop.Cancel();
        Finish();
        stop.Dispose();
    }

    private (int Epoch, long Start, Task<(Matrix<T> X, Matrix<T> Y, Matrix<T> Weights)> Read) Begin(int epoch, long start)
    {
        int count = (int)Math.Min(batchSize, examples - start);
        var (x, y, weights) = (filling.X.SliceColumns(0, count), filling.Y.SliceColumns(0, count), filling.Weights.SliceColumns(0, weighted is null ? 0 : count));
        return (epoch, start, Task.Run(() =>
        {
            stop.Token.ThrowIfCancellationRequested();
            source.Read(epoch, start, x, y, stop.Token);
            weighted?.ReadWeights(epoch, start, weights, stop.Token);
            return (x, y, weights);
        }));
    }

    /// <summary>Waits for a read whose result nobody wants any more.</summary>
    private void Finish()
    {
        if (ahead is { } unwanted)
        {
            ahead = null;
            ((IAsyncResult)unwanted.Read).AsyncWaitHandle.WaitOne();
            _ = unwanted.Read.Exception;
        }
    }
}
