// An iterator over batches that all have a row too many.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        foreach (var answer in Answers(Small.Create(1), 3))
        {
            Console.WriteLine(answer);
        }
    }

    static IEnumerable<Matrix<float>> Answers(Small net, int count)
    {
        var x = Matrix<float>.Zeros(4, 60);
        for (int i = 0; i < count; i++)
        {
            var batch = x.SliceColumns(20 * i, 20);
            yield return net.Predict(batch); // DNN1001 @ batch: 4, 20, 3
        }
    }
}
