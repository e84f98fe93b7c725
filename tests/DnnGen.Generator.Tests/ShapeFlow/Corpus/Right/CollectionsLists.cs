// Lists, dictionaries, queues and tuples in them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        List<Matrix<float>> list = [Matrix<float>.Zeros(4, 1), Matrix<float>.Zeros(3, 1)];
        list.RemoveAt(0);
        Small.Create(1).Predict(list[0]);
        var byName = new Dictionary<string, (Matrix<float> X, int M)> { ["train"] = (Matrix<float>.Zeros(3, 6), 6) };
        var (x, m) = byName["train"];
        Small.Create(1).Fit(x, Matrix<float>.Zeros(2, m), new() { Epochs = 1 });
        var queue = new Queue<Matrix<float>>(list);
        queue.Enqueue(x);
        queue.Dequeue();
        Small.Create(1).Predict(queue.Peek());
    }
}
