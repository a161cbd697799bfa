namespace LopmiBot.Learning.Training;

/// <summary>Climbs a likelihood by its slope (Adam: Kingma and Ba, ICLR 2015): steps of like size for features that are rare and that are not.</summary>
internal static class GradientAscent
{
    private const int Steps = 400;
    private const double Rate = 0.1;
    private const double Decay = 0.9;
    private const double SquareDecay = 0.999;

    /// <summary>The weights where the slope ends.</summary>
    /// <param name="count">How many weights.</param>
    /// <param name="restraint">How much the squares of the weights hold them back.</param>
    /// <param name="slope">The slope at given weights.</param>
    public static double[] Climb(int count, double restraint, Func<double[], double[]> slope)
    {
        var weights = new double[count];
        var mean = new double[count];
        var square = new double[count];
        for (var step = 1; step <= Steps; step++)
        {
            var up = slope(weights);
            for (var i = 0; i < count; i++)
            {
                var held = up[i] - (restraint * weights[i]);
                mean[i] = (Decay * mean[i]) + ((1 - Decay) * held);
                square[i] = (SquareDecay * square[i]) + ((1 - SquareDecay) * held * held);
                weights[i] += Rate * mean[i] / (1 - Math.Pow(Decay, step)) / (Math.Sqrt(square[i] / (1 - Math.Pow(SquareDecay, step))) + 1e-8);
            }
        }

        return weights;
    }

    /// <summary>Adds the slopes of many items, always in the same order: the same sum each time.</summary>
    public static double[] Sum<T>(int count, IEnumerable<T> items, Func<T, double[]> slope)
    {
        var sum = new double[count];
        foreach (var each in items.AsParallel().AsOrdered().Select(slope))
        {
            for (var i = 0; i < count; i++)
            {
                sum[i] += each[i];
            }
        }

        return sum;
    }

    public static double Dot(double[] weights, float[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum;
    }

    public static void Add(double[] to, double factor, float[] values)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += factor * values[i];
        }
    }
}
