// The use stands in the loop.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 20);
        foreach (int start in new[] { 0, 10 })
        {
            var batch = x.SliceColumns(start, 10);
            Small.Create(1).Predict(batch); // DNN1001 @ batch: 4, 10, 3
        }
    }
}
