// A partial method without a body is not called, nor are its arguments computed.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

partial class Session
{
    private Matrix<float> x = Matrix<float>.Zeros(3, 1);

    partial void OnLoad(ref Matrix<float> x);

    partial void OnSpoil(Matrix<float> x);

    public partial Matrix<float> Make(int rows);

    public void Run()
    {
        OnLoad(ref x);
        OnSpoil(x = Matrix<float>.Zeros(9, 9));
        Small.Create(1).Predict(x);
        Small.Create(1).Predict(Make(4));
    }
}

partial class Session
{
    public partial Matrix<float> Make(int rows) => Matrix<float>.Zeros(rows - 1, 2);
}

static class Program
{
    static void Main() => new Session().Run();
}
