// A call in between may change any field that is not readonly.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Session
{
    private Matrix<float> x = Matrix<float>.Zeros(4, 2);
    private int rows = 4;

    private void Mend()
    {
        x = Matrix<float>.Zeros(3, 2);
        rows = 3;
    }

    public void Run()
    {
        this.x = Matrix<float>.Zeros(5, 5);
        Mend();
        Small.Create(1).Predict(x);
        rows = 7;
        Mend();
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
    }
}

static class Program
{
    static void Main() => new Session().Run();
}
