// An example of four features into a matrix of three.
using DnnGen;

static class Program
{
    static void Main()
    {
        var batch = Matrix<float>.Zeros(3, 8);
        var all = Matrix<float>.Zeros(4, 100);
        for (int j = 0; j < batch.Columns; j++)
        {
            batch.Column(j).CopyFrom(all.Column(j)); // DNN1003 @ all.Column(j): 3, 1, 4
        }
    }
}
