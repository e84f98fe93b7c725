// A delegate that is a parameter, a field and called with ?.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

delegate Matrix<float> Map([Shape("3", "m")] Matrix<float> x, [Shape("m")] float[] weights);

class Holder
{
    public Map? Map;
}

static class Program
{
    static void Main() => Use((x, w) => x, new Holder { Map = (x, w) => x });

    static void Use(Map map, Holder holder)
    {
        map(Matrix<float>.Zeros(2, 4), new float[4]); // DNN1007 @ Matrix<float>.Zeros(2, 4): 2, 4, 3, Map takes x
        map.Invoke(Matrix<float>.Zeros(3, 4), new float[5]); // DNN1007 @ new float[5]: 4, 5, weights
        holder.Map?.Invoke(Matrix<float>.Zeros(5, 4), new float[4]); // DNN1007 @ Matrix<float>.Zeros(5, 4): 5, 4, 3
        holder.Map!(new Matrix<float>(), []); // DNN1007 @ new Matrix<float>(): 0, 3
        Small.Create(1).Predict(map(Matrix<float>.Zeros(3, 4), new float[4]).Transpose().Reshape(4, 3)); // DNN1001 @ map(Matrix<float>.Zeros(3, 4), new float[4]).Transpose().Reshape(4, 3): 4, 3
    }
}
