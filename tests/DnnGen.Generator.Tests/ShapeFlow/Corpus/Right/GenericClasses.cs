// One static field for each type argument, and a default that is another thing for each.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Cache<T>
{
    public static int Rows = 4;

    public T? Value;
}

static class Program
{
    static void Main()
    {
        Cache<int>.Rows = 3;
        Small.Create(1).Predict(Matrix<float>.Zeros(Cache<int>.Rows, 1));
        Matrix<float>.Zeros(Cache<long>.Rows, 1).CopyFrom(Matrix<float>.Zeros(4, 1));
        var cache = new Cache<Matrix<float>> { Value = Matrix<float>.Zeros(3, 2) };
        Small.Create(1).Predict(cache.Value);
        cache.Value = default;
        cache.Value.CopyFrom(Matrix<float>.Zeros(0, 0));
    }
}
