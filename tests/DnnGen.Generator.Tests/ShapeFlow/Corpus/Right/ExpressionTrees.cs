// Code as data is not run.
using System.Linq.Expressions;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Expression<Func<Matrix<float>, Matrix<float>>> twice = x => x + x;
        Console.WriteLine(twice.Body);
        Small.Create(1).Predict(twice.Compile()(Matrix<float>.Zeros(3, 1)));
        Console.WriteLine(nameof(Small.Predict) + nameof(Matrix<float>.Zeros));
        Console.WriteLine(typeof(Matrix<float>).Name + sizeof(float));
    }
}
