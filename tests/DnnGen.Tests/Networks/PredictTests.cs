namespace DnnGen.Tests.Networks;

/// <summary>Predictions for many examples at once.</summary>
public sealed class PredictTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Thousands_of_examples_have_the_bits_that_each_has_alone_for_any_number_of_threads(int threads)
    {
        var random = new SeededRandom(4);
        var x = Matrix<float>.Zeros(20, 3001);
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, j] = (float)random.NextNormal();
            }
        }

        var network = Kinked.Create(seed: 6);
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = threads;
            var output = network.Predict(x);

            Assert.Equal(3001, output.Columns);
            var ws = network.CreateWorkspace(1);
            for (int j = 0; j < x.Columns; j++)
            {
                Assert.Equal(network.Forward(x.SliceColumns(j, 1), ws)[0, 0], output[0, j]);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }
}
